import { describe, expect, it } from '@jest/globals';
import { clashesOf, occupiedBy } from './occupied.ts';
import type { Meeting } from './types.ts';

const monday10: Meeting = { day: 'MON', start: '10:00', end: '10:50' };
const section = (id: string, meetings = [monday10]) => ({
  id,
  term: 'fall',
  code: id.toUpperCase(),
  meetings,
});
const sectionOf = (id: string) => (id === 'unknown' ? undefined : section(id));
const has = (sectionId: string, status: 'pending' | 'confirmed' | 'waitlisted' | 'rejected' | 'dropped') => ({
  sectionId,
  status,
});

describe("what has a place in a student's week", () => {
  it('is what is held, waited for, and in the cart', () => {
    const all = occupiedBy(
      [
        has('a', 'confirmed'),
        has('b', 'pending'),
        has('c', 'waitlisted'),
        has('d', 'dropped'),
        has('e', 'rejected'),
      ],
      [{ sectionId: 'f' }],
      sectionOf,
    );
    expect(all.map(({ id, by }) => `${id} ${by}`)).toEqual(['a held', 'b held', 'c waiting', 'f cart']);
  });

  it('is there once, by the strongest reason', () => {
    const all = occupiedBy([has('a', 'waitlisted'), has('a', 'confirmed')], [{ sectionId: 'a' }], sectionOf);
    expect(all.map(({ by }) => by)).toEqual(['held']);
  });

  it('leaves out what is not known yet', () => {
    expect(occupiedBy([], [{ sectionId: 'unknown' }], sectionOf)).toEqual([]);
  });
});

it('a section clashes with what meets at its time, but not with itself', () => {
  const occupied = occupiedBy([has('a', 'confirmed')], [{ sectionId: 'b' }], sectionOf);
  expect(clashesOf(section('b'), occupied).map(({ code }) => code)).toEqual(['A']);
  expect(clashesOf(section('c', []), occupied)).toEqual([]);
});
