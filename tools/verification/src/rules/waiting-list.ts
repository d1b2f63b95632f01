import { judge, type Applicant, type OpenSection } from '@sugang/enrollment-domain';
import { isActive, type EnrollmentRow, type SeatsRow } from '../state/state.ts';
import { grouped, type Facts } from './facts.ts';
import type { Rule } from './rule.ts';

/** Waiting lists are in order and move. */
export const waitingListRules: readonly Rule[] = [
  {
    name: 'place-broken',
    summary: 'Everybody who waits has a place, and no two of a section have the same',
    holds: 'always',
    *violations({ bySection }) {
      for (const [sectionId, rows] of bySection) {
        const waiting = rows.filter(({ status }) => status === 'waitlisted');
        for (const { id, studentId, place } of waiting)
          if (place === null)
            yield `enrolment ${id} of student ${studentId} waits for ${sectionId} without a place`;
        for (const [place, same] of grouped(waiting, (row) => String(row.place)))
          if (place !== 'null' && same.length > 1)
            yield `place ${place} of section ${sectionId} is given to ${same.map(({ id }) => id).join(' and ')}`;
      }
    },
  },
  {
    name: 'waits-beside-free-seat',
    summary: 'Nobody waits where a seat is free that the student may have',
    holds: 'soon',
    *violations(facts) {
      for (const seats of facts.state.enrollment.seats) {
        if (seats.taken >= seats.capacity || seats.waitlisted === 0) continue;
        const section = openSection(facts, seats);
        for (const row of facts.bySection.get(seats.sectionId) ?? [])
          if (row.status === 'waitlisted' && row.replacedBy === null && mayTakeSeat(facts, row, section))
            yield `enrolment ${row.id} of student ${row.studentId} waits for section ${seats.sectionId}, where ${seats.capacity - seats.taken} seats are free and the student may have one`;
      }
    },
  },
  {
    name: 'promotion-forgotten',
    summary: 'Seats are kept for a waiting list only until a promotion has looked at it',
    holds: 'soon',
    *violations({ state }) {
      for (const { sectionId, promotionDue } of state.enrollment.seats)
        if (promotionDue) yield `section ${sectionId} still keeps its free seats for the waiting list`;
    },
  },
];

/** Judges as admission does. */
function mayTakeSeat(facts: Facts, row: EnrollmentRow, section: OpenSection | undefined): boolean {
  const student = applicant(facts, row);
  if (!section || !student) return false;
  const { sectionId, credits } = row;
  const judgement = judge({ sectionId, credits }, student, section, facts.state.enrollment.at);
  return 'credits' in judgement;
}

function openSection(facts: Facts, seats: SeatsRow): OpenSection | undefined {
  const section = facts.section(seats.sectionId);
  const term = facts.state.enrollment.terms.find(({ id }) => id === section?.term);
  if (!section || !term) return undefined;
  return {
    ...section,
    meetings: [...section.meetings],
    prerequisites: [...section.prerequisites],
    registration: [...term.registration],
    freeSeats: seats.capacity - seats.taken,
    seatsAreKept: false,
    waiting: seats.waitlisted,
    lastPlace: 0,
  };
}

/** The student with all but this place in the waiting list. */
function applicant(facts: Facts, { id: placeId, studentId }: EnrollmentRow): Applicant | undefined {
  const student = facts.student(studentId);
  if (!student) return undefined;
  const held = (facts.byStudent.get(studentId) ?? []).filter((row) => row.id !== placeId && isActive(row));
  return {
    ...student,
    completedCourses: [...student.completedCourses],
    holdings: held.map(({ id, sectionId, term, credits, status }) => ({
      enrollmentId: id,
      sectionId,
      term,
      credits,
      code: facts.section(sectionId)?.code ?? '',
      meetings: [...(facts.section(sectionId)?.meetings ?? [])],
      waiting: status === 'waitlisted',
    })),
  };
}
