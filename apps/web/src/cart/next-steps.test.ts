import { expect, it } from '@jest/globals';
import { nextSteps } from './next-steps.ts';

const REFUSALS = [
  'section-not-found',
  'section-cancelled',
  'already-enrolled',
  'invalid-credits',
  'prerequisite-missing',
  'time-conflict',
  'credit-limit',
  'section-full',
  'account-limit',
];

it.each(REFUSALS)('there is something to do about %s', (code) => {
  expect(nextSteps(code).length).toBeGreaterThan(0);
});

it('who finds a section full may wait for a seat', () => {
  expect(nextSteps('section-full')[0]).toBe('join-waiting-list');
});

it('one can only wait for a window to open, or for a system to come back', () => {
  expect(nextSteps('window-closed')).toEqual([]);
  expect(nextSteps('unavailable')).toEqual([]);
});
