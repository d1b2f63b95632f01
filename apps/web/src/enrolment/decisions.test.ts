import { expect, it } from '@jest/globals';
import { decidedBetween } from './decisions.ts';

it('tells of what was pending or waiting and is confirmed or rejected now', () => {
  const before = [
    { id: 'a', status: 'pending' },
    { id: 'b', status: 'waitlisted' },
    { id: 'c', status: 'pending' },
    { id: 'd', status: 'confirmed' },
    { id: 'e', status: 'pending' },
    { id: 'f', status: 'waitlisted' },
  ] as const;
  const now = [
    { id: 'a', status: 'confirmed' },
    { id: 'b', status: 'confirmed' },
    { id: 'c', status: 'rejected' },
    { id: 'd', status: 'confirmed' },
    { id: 'e', status: 'dropped' },
    { id: 'f', status: 'pending' },
    { id: 'g', status: 'confirmed' },
  ] as const;
  expect(decidedBetween(before, now).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});
