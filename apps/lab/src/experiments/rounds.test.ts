import { describe, expect, test } from '@jest/globals';
import { roundsOf } from './rounds.ts';

describe('The rounds of an experiment', () => {
  const long = { rounds: { full: 3, quick: 1 } };

  test('are what the experiment declares for the form, or five and three', () => {
    expect([roundsOf(long, { form: 'full' }), roundsOf(long, { form: 'quick' })]).toEqual([3, 1]);
    expect([roundsOf({}, { form: 'full' }), roundsOf({}, { form: 'quick' })]).toEqual([5, 3]);
  });

  test('are as many as were asked for, also where the quick form takes one', () => {
    expect(roundsOf(long, { form: 'quick', repeat: 4 })).toBe(4);
    expect(roundsOf({}, { form: 'full', repeat: 2 })).toBe(2);
  });

  test('is one where nothing varies, and in a smoke run', () => {
    expect(roundsOf({ rounds: { full: 1, quick: 1 } }, { form: 'full', repeat: 4 })).toBe(1);
    expect(roundsOf({}, { form: 'smoke', repeat: 4 })).toBe(1);
  });
});
