import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OpenSection } from './admission.ts';
import { admitBatch, withdraw, type BatchState } from './admit-batch.ts';

const stateWith = (students: number, seats: number[]): BatchState => ({
  now: new Date('2026-03-02T10:00:00Z'),
  applicants: new Map(
    Array.from({ length: students }, (_, i) => [
      `student ${i}`,
      { id: `student ${i}`, year: 1, creditLimit: 6, completedCourses: [], holdings: [] },
    ]),
  ),
  sections: new Map(
    seats.map((freeSeats, i): [string, OpenSection] => [
      `section ${i}`,
      {
        id: `section ${i}`,
        code: `CS ${i}`,
        term: '2026-sp',
        cancelled: false,
        credits: { min: 3, max: 3 },
        meetings: [],
        prerequisites: [],
        registration: [{ opensAt: '2026-03-01T00:00:00Z', closesAt: '2026-03-09T00:00:00Z' }],
        freeSeats,
        seatsAreKept: false,
        waiting: 0,
        lastPlace: 0,
      },
    ]),
  ),
});
const item = (student: number, section: number, n = 0) => ({
  enrollmentId: `${student}/${section}/${n}`,
  studentId: `student ${student}`,
  sectionId: `section ${section}`,
});

describe('a batch', () => {
  it('gives the seats in the order of the applications', () => {
    const { admitted, refused } = admitBatch([item(0, 0), item(1, 0), item(2, 0)], stateWith(3, [2]));
    expect(admitted.map((one) => one.studentId)).toEqual(['student 0', 'student 1']);
    expect(refused.map((one) => one.refusal.code)).toEqual(['section-full']);
  });

  it('lets the applications of one student see each other', () => {
    const { refused } = admitBatch([item(0, 0), item(0, 0, 1)], stateWith(1, [5]));
    expect(refused.map((one) => one.refusal.code)).toEqual(['already-enrolled']);
  });

  it('has a seat again when an admission is withdrawn', () => {
    const state = stateWith(2, [1]);
    const { admitted } = admitBatch([item(0, 0), item(1, 0)], state);
    withdraw(admitted[0]!, state);
    expect(admitBatch([item(1, 0)], state).admitted).toHaveLength(1);
    expect(state.applicants.get('student 0')!.holdings).toEqual([]);
  });

  it('answers each application once, oversells nothing and passes nobody over the credit limit', () => {
    const applications = fc.array(fc.tuple(fc.nat(4), fc.nat(3)), { maxLength: 60 });
    fc.assert(
      fc.property(applications, fc.array(fc.nat(6), { minLength: 4, maxLength: 4 }), (pairs, seats) => {
        const state = stateWith(5, seats);
        const items = pairs.map(([student, section], n) => item(student, section, n));
        const { admitted, refused } = admitBatch(items, state);
        const answered = [...admitted, ...refused.map((one) => one.item)].map((one) => one.enrollmentId);
        expect(answered.sort()).toEqual(items.map((one) => one.enrollmentId).sort());
        seats.forEach((free, i) => {
          const taken = admitted.filter((one) => one.section.id === `section ${i}`).length;
          expect(taken).toBeLessThanOrEqual(free);
          expect(state.sections.get(`section ${i}`)!.freeSeats).toBe(free - taken);
        });
        for (const applicant of state.applicants.values())
          expect(applicant.holdings.length).toBeLessThanOrEqual(2);
      }),
    );
  });
});
