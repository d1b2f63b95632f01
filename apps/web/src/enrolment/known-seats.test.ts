import { describe, expect, it } from '@jest/globals';
import { NOTHING_KNOWN, withSeats } from './known-seats.ts';

const seats = (sectionId: string, taken: number) => ({ sectionId, capacity: 30, taken, waitlisted: 0 });

describe('what is known of seats', () => {
  it('grows with what is seen, and keeps what is out of view', () => {
    const known = withSeats(withSeats(NOTHING_KNOWN, [seats('a', 1)]), [seats('b', 2)]);
    expect(known.seats).toEqual({ a: seats('a', 1), b: seats('b', 2) });
  });

  it('is replaced where it has changed, and only there', () => {
    const before = withSeats(NOTHING_KNOWN, [seats('a', 1), seats('b', 2)]);
    const after = withSeats(before, [seats('a', 1), seats('b', 3)]);
    expect(after.seats['b']).toEqual(seats('b', 3));
    expect(after.seats['a']).toBe(before.seats['a']);
  });

  it('is the very same where nothing has changed', () => {
    const before = withSeats(NOTHING_KNOWN, [seats('a', 1)]);
    expect(withSeats(before, [seats('a', 1)])).toBe(before);
  });

  it('is no problem any more once seats are seen again', () => {
    expect(withSeats({ seats: {}, problem: 'unavailable' }, [seats('a', 1)])).toEqual({
      seats: { a: seats('a', 1) },
    });
  });
});
