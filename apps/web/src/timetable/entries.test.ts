import { describe, expect, it } from '@jest/globals';
import { entriesOf, outcomesOf, type HeldEnrolment } from './entries.ts';

const enrolment = (id: string, status: HeldEnrolment['status'], position?: number): HeldEnrolment => ({
  id,
  sectionId: `section of ${id}`,
  credits: 3,
  status,
  ...(position !== undefined && { position }),
  updatedAt: '2026-03-02T09:00:00Z',
});

const seen = (entries: ReturnType<typeof entriesOf<string>>) =>
  entries.map(({ sectionId, standing, section }) => [sectionId, standing, section]);

describe("a student's week", () => {
  const sectionOf = (id: string) => `what is known of ${id}`;

  it('holds what is enrolled in, what is waited for, and the cart', () => {
    const entries = entriesOf({
      held: [
        { enrollment: enrolment('a', 'confirmed'), section: 'A' },
        { enrollment: enrolment('b', 'pending'), section: 'B' },
      ],
      enrolments: [enrolment('a', 'confirmed'), enrolment('b', 'pending'), enrolment('c', 'waitlisted', 2)],
      cart: [{ sectionId: 'd', credits: 4 }],
      sectionOf,
    });
    expect(seen(entries)).toEqual([
      ['section of a', 'confirmed', 'A'],
      ['section of b', 'pending', 'B'],
      ['section of c', 'waitlisted', 'what is known of section of c'],
      ['d', 'cart', 'what is known of d'],
    ]);
    expect(entries[2]!.enrolment!.position).toBe(2);
  });

  it('does not hold what ended', () => {
    const enrolments = [enrolment('a', 'dropped'), enrolment('b', 'rejected')];
    expect(entriesOf({ held: [], enrolments, cart: [], sectionOf })).toEqual([]);
  });

  it('shows what is in the cart and had already only once', () => {
    const held = [{ enrollment: enrolment('a', 'confirmed'), section: 'A' }];
    const cart = [{ sectionId: 'section of a' }];
    expect(entriesOf({ held, enrolments: [], cart, sectionOf })).toHaveLength(1);
  });

  it('shows what was promoted from the waiting list only once, though one of the two answers is older', () => {
    const held = [{ enrollment: enrolment('a', 'confirmed'), section: 'A' }];
    const enrolments = [enrolment('a', 'waitlisted', 1)];
    expect(seen(entriesOf({ held, enrolments, cart: [], sectionOf }))).toEqual([
      ['section of a', 'confirmed', 'A'],
    ]);
  });

  it('falls back on what is known of a section while the catalog is down', () => {
    const held = [{ enrollment: enrolment('a', 'confirmed') }];
    expect(seen(entriesOf({ held, enrolments: [], cart: [], sectionOf }))[0]![2]).toBe(
      'what is known of section of a',
    );
  });
});

describe('what was decided', () => {
  const between = (was: HeldEnrolment['status'], is: HeldEnrolment['status']) =>
    outcomesOf([enrolment('a', was)], [enrolment('a', is)]).map((outcome) => [
      outcome.was,
      outcome.enrolment.status,
    ]);

  it('is a pending one that is confirmed or rejected, and a waiting one that moves', () => {
    expect(between('pending', 'confirmed')).toEqual([['pending', 'confirmed']]);
    expect(between('pending', 'rejected')).toEqual([['pending', 'rejected']]);
    expect(between('waitlisted', 'pending')).toEqual([['waitlisted', 'pending']]);
  });

  it('is nothing that stayed, nor what the student dropped, nor what was not seen before', () => {
    expect(between('pending', 'pending')).toEqual([]);
    expect(between('pending', 'dropped')).toEqual([]);
    expect(outcomesOf([], [enrolment('a', 'confirmed')])).toEqual([]);
  });
});
