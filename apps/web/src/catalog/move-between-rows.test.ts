import { expect, it } from '@jest/globals';
import { nextIndex } from './move-between-rows.ts';

it('arrows lead to the rows beside, Home and End to the first and last', () => {
  expect(nextIndex('ArrowDown', 3, 10)).toBe(4);
  expect(nextIndex('ArrowUp', 3, 10)).toBe(2);
  expect(nextIndex('Home', 3, 10)).toBe(0);
  expect(nextIndex('End', 3, 10)).toBe(9);
});

it('nothing leads out of the list', () => {
  expect(nextIndex('ArrowUp', 0, 10)).toBe(0);
  expect(nextIndex('ArrowDown', 9, 10)).toBe(9);
});

it('other keys lead nowhere', () => {
  expect(nextIndex('Enter', 3, 10)).toBeUndefined();
});
