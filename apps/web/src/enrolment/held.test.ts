import { describe, expect, it } from '@jest/globals';
import { creditsHeld, enrolmentIn, refreshEvery, withEnrolment } from './held.ts';
import type { Enrollment } from './types.ts';

const enrolment = (id: string, sectionId: string, status: Enrollment['status'], credits = 3) => ({
  id,
  sectionId,
  status,
  credits,
});

describe('how one stands to a section', () => {
  it('is by what still stands, whatever was before and after', () => {
    const all = [
      enrolment('1', 'a', 'dropped'),
      enrolment('2', 'a', 'waitlisted'),
      enrolment('3', 'a', 'rejected'),
    ];
    expect(enrolmentIn(all, 'a')?.id).toBe('2');
  });

  it('is by a rejection until one applies again or drops', () => {
    expect(enrolmentIn([enrolment('1', 'a', 'rejected')], 'a')?.id).toBe('1');
    expect(
      enrolmentIn([enrolment('1', 'a', 'rejected'), enrolment('2', 'a', 'dropped')], 'a'),
    ).toBeUndefined();
  });

  it('is by nothing of another section', () => {
    expect(enrolmentIn([enrolment('1', 'a', 'confirmed')], 'b')).toBeUndefined();
  });
});

it('only pending and confirmed ones hold credits', () => {
  const all = [
    enrolment('1', 'a', 'confirmed', 3),
    enrolment('2', 'b', 'pending', 4),
    enrolment('3', 'c', 'waitlisted', 5),
    enrolment('4', 'd', 'rejected', 6),
    enrolment('5', 'e', 'dropped', 7),
  ];
  expect(creditsHeld(all)).toBe(7);
});

describe("looking at one's applications again", () => {
  it('is done each second while something is being decided', () => {
    expect(refreshEvery([enrolment('1', 'a', 'waitlisted'), enrolment('2', 'b', 'pending')])).toBe(1000);
  });

  it('is done now and then while waiting for a seat', () => {
    expect(refreshEvery([enrolment('1', 'a', 'waitlisted')])).toBe(5000);
  });

  it('is not needed when all is decided', () => {
    expect(refreshEvery([enrolment('1', 'a', 'confirmed')])).toBe(false);
  });
});

it('an application that has changed keeps its place, and a new one comes last', () => {
  const [first, second] = [enrolment('1', 'a', 'pending'), enrolment('2', 'b', 'pending')];
  const confirmed = { ...first!, status: 'confirmed' as const };
  expect(withEnrolment([first!, second!], confirmed)).toEqual([confirmed, second]);
  expect(withEnrolment([first!], second!)).toEqual([first, second]);
});
