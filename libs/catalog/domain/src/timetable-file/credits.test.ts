import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { parseCredits } from './credits.ts';

describe('credits of a timetable file', () => {
  test.each([
    ['3 hours.', { min: 3, max: 3 }],
    ['1 hours.', { min: 1, max: 1 }],
    ['4 hours', { min: 4, max: 4 }],
    ['1 hour', { min: 1, max: 1 }],
    ['0 hours.', { min: 0, max: 0 }],
    ['1 TO 4 hours.', { min: 1, max: 4 }],
    ['0 TO 16 hours.', { min: 0, max: 16 }],
    ['3 OR 4 hours.', { min: 3, max: 4, choices: [3, 4] }],
    ['4 OR 2 hours.', { min: 2, max: 4, choices: [2, 4] }],
    ['1 OR 2 OR 4 hours.', { min: 1, max: 4, choices: [1, 2, 4] }],
    ['3 OR 3 hours.', { min: 3, max: 3 }],
    [' 2 to 3 Hours. ', { min: 2, max: 3 }],
  ])('reads "%s"', (text, credits) => {
    expect(parseCredits(text)).toEqual(credits);
  });

  test.each([
    '',
    'hours.',
    '3',
    'three hours.',
    '1.5 hours.',
    '-1 hours.',
    '1 TO hours.',
    '1 TO 2 OR 3 hours.',
  ])('refuses "%s" and shows what it expects', (text) => {
    expect(() => parseCredits(text)).toThrow(/are not like "3 hours\."/);
  });

  it('refuses a range that runs backwards and more than 99', () => {
    expect(() => parseCredits('4 TO 1 hours.')).toThrow(/run backwards/);
    expect(() => parseCredits('100 hours.')).toThrow(/more than 99/);
  });

  it('takes any range and any choice, whatever their order', () => {
    const credit = fc.integer({ min: 0, max: 99 });
    fc.assert(
      fc.property(fc.uniqueArray(credit, { minLength: 2, maxLength: 6 }), (values) => {
        const sorted = values.toSorted((a, b) => a - b);
        const [min, max] = [sorted[0]!, sorted.at(-1)!];
        expect(parseCredits(`${values.join(' OR ')} hours.`)).toEqual({ min, max, choices: sorted });
        expect(parseCredits(`${min} TO ${max} hours.`)).toEqual({ min, max });
      }),
    );
  });
});
