import { describe, expect, it } from '@jest/globals';
import type { Action } from '../api/action-log.ts';
import { latestAction } from './latest-action.ts';

const action = (id: number, at: number, variant: Action['variant'] = 'monolith'): Action => ({
  ...{ id, at, variant, durationMs: 100 },
  ...{ method: 'POST', path: '/api/enrollments', status: 201 },
});

describe('what somebody did last', () => {
  it('is the newest', () => {
    expect(latestAction([action(2, 5_000), action(1, 0)])?.id).toBe(2);
    expect(latestAction([])).toBeUndefined();
  });

  it('is not what the page did right after it', () => {
    expect(latestAction([action(3, 5_300), action(2, 5_000), action(1, 0)])?.id).toBe(2);
  });

  it('may be the same on the other variant, however soon', () => {
    expect(latestAction([action(2, 150, 'msa'), action(1, 0)])?.id).toBe(2);
  });
});
