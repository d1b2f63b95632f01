import { holdsSeat, isActive } from '../state/state.ts';
import type { Rule } from './rule.ts';

/** Seats are neither given away twice nor lost. */
export const seatRules: readonly Rule[] = [
  {
    name: 'overbooked',
    summary: 'No section has more students than seats',
    holds: 'always',
    *violations({ state, bySection }) {
      for (const { sectionId, capacity, taken } of state.enrollment.seats) {
        const students = studentsIn(bySection.get(sectionId) ?? []);
        const most = Math.max(taken, students);
        if (most > capacity) yield `section ${sectionId} has ${capacity} seats, and ${most} are taken`;
      }
    },
  },
  {
    name: 'seats-miscounted',
    summary: "A section's counter of taken seats is the number of its students, pending or confirmed",
    holds: 'always',
    *violations({ state, bySection }) {
      for (const { sectionId, taken } of state.enrollment.seats) {
        // In a swap to other credits of the same section, the student has two enrolments there and one seat.
        const students = studentsIn(bySection.get(sectionId) ?? []);
        if (taken !== students)
          yield `section ${sectionId} counts ${taken} seats taken, but ${students} students hold one`;
      }
    },
  },
  {
    name: 'waiting-miscounted',
    summary: "A section's counter of waiting students is the length of its waiting list",
    holds: 'always',
    *violations({ state, bySection }) {
      for (const { sectionId, waitlisted } of state.enrollment.seats) {
        const waiting = (bySection.get(sectionId) ?? []).filter(
          ({ status }) => status === 'waitlisted',
        ).length;
        if (waitlisted !== waiting)
          yield `section ${sectionId} counts ${waitlisted} waiting, but ${waiting} wait`;
      }
    },
  },
  {
    name: 'seats-unknown',
    summary: 'Who is in a section, or waits for it, is in one that has seats',
    holds: 'always',
    *violations({ state }) {
      const known = new Set(state.enrollment.seats.map(({ sectionId }) => sectionId));
      for (const row of state.enrollment.enrollments)
        if (isActive(row) && !known.has(row.sectionId))
          yield `enrolment ${row.id} (${row.status}) is in section ${row.sectionId}, which has no seats`;
    },
  },
];

const studentsIn = (rows: readonly Parameters<typeof holdsSeat>[0][]): number =>
  new Set(rows.filter(holdsSeat).map(({ studentId }) => studentId)).size;
