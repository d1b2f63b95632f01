import { describe, expect, it } from '@jest/globals';
import { burn, ControlWork } from './control-work.ts';

describe('the control work', () => {
  it('takes processor time', () => {
    const { rounds, cpuMilliseconds } = burn({ rounds: 200_000 });
    expect(rounds).toBe(200_000);
    expect(cpuMilliseconds).toBeGreaterThan(0);
  });

  it('is an amount of work, as asked for in a query', () => {
    expect(ControlWork.parse({})).toEqual({ rounds: 10_000 });
    expect(ControlWork.parse({ rounds: '5' })).toEqual({ rounds: 5 });
    expect(ControlWork.safeParse({ milliseconds: '5' }).success).toBe(false);
  });
});
