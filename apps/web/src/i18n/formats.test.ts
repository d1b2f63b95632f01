import { expect, test } from '@jest/globals';
import { formatsOf } from './formats.ts';

test.each(['en', 'ko'] as const)(
  'numbers are written as %s writes them, with a formatter or without',
  (language) => {
    const numbers = [0, 7, 999, -999, 1000, -1000, 2.5, 12_345_678];
    const { format } = new Intl.NumberFormat(language);
    expect(numbers.map(formatsOf(language).number)).toEqual(numbers.map((number) => format(number)));
  },
);
