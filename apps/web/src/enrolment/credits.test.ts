import { describe, expect, it } from '@jest/globals';
import { creditChoices, creditsText, offersCredits } from './credits.ts';

const fixed = { min: 3, max: 3 };
const range = { min: 1, max: 4 };
const either = { min: 2, max: 4, choices: [4, 2] };

describe('credits', () => {
  it('may be fixed', () => {
    expect(creditChoices(fixed)).toEqual([3]);
    expect(creditsText(fixed)).toBe('3');
  });

  it('may be any number of a range', () => {
    expect(creditChoices(range)).toEqual([1, 2, 3, 4]);
    expect(creditsText(range)).toBe('1–4');
    expect(offersCredits(range, 2)).toBe(true);
    expect(offersCredits(range, 5)).toBe(false);
  });

  it('may be one of some, and none between them', () => {
    expect(creditChoices(either)).toEqual([2, 4]);
    expect(creditsText(either)).toBe('2/4');
    expect(offersCredits(either, 4)).toBe(true);
    expect(offersCredits(either, 3)).toBe(false);
  });
});
