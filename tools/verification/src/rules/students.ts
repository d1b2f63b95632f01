import { clash } from '@sugang/enrollment-domain';
import { holdsSeat, isActive, type EnrollmentRow } from '../state/state.ts';
import { grouped, type Facts } from './facts.ts';
import type { Rule } from './rule.ts';

/** What no student may have. */
export const studentRules: readonly Rule[] = [
  {
    name: 'enrolled-twice',
    summary: 'A student is in a section, or waits for it, once',
    holds: 'always',
    *violations({ byStudent }) {
      for (const [studentId, rows] of byStudent) {
        const held = rows.filter((row) => isActive(row) && row.replacedBy === null);
        for (const [sectionId, same] of grouped(held, (row) => row.sectionId))
          if (same.length > 1)
            yield `student ${studentId} has section ${sectionId} ${same.length} times: ${ids(same)}`;
      }
    },
  },
  {
    name: 'time-clash',
    summary:
      'No student has two sections at the same time, unless the times were changed and the student was told',
    holds: 'always',
    *violations(facts) {
      for (const [studentId, rows] of facts.byStudent)
        for (const [one, other] of pairs(rows.filter(takesTime)))
          if (one.term === other.term && meetTogether(facts, one, other) && !wasTold(facts, one, other))
            yield `student ${studentId} has ${one.sectionId} and ${other.sectionId} at the same time: ${ids([one, other])}`;
    },
  },
  {
    name: 'credit-overrun',
    summary: "No student has more credits in a term than the student's limit",
    holds: 'always',
    *violations(facts) {
      for (const [studentId, rows] of facts.byStudent) {
        const limit = facts.student(studentId)?.creditLimit;
        if (limit === undefined) continue;
        for (const [term, held] of grouped(rows.filter(takesTime), (row) => row.term)) {
          const credits = held.reduce((sum, row) => sum + row.credits, 0);
          if (credits > limit)
            yield `student ${studentId} has ${credits} credits in ${term}, but ${limit} at most: ${ids(held)}`;
        }
      }
    },
  },
  {
    name: 'student-unknown',
    summary: 'Whoever is enrolled is a student that enrollment knows',
    holds: 'always',
    *violations(facts) {
      for (const [studentId, rows] of facts.byStudent)
        if (!facts.student(studentId)) yield `student ${studentId} is not known, but has ${ids(rows)}`;
    },
  },
  {
    name: 'section-unknown',
    summary: 'Every enrolment is in a section that enrollment knows, and in its term',
    holds: 'always',
    *violations(facts) {
      for (const { id, sectionId, term } of facts.state.enrollment.enrollments) {
        const section = facts.section(sectionId);
        if (!section) yield `enrolment ${id} is in section ${sectionId}, which is not known`;
        else if (section.term !== term)
          yield `enrolment ${id} is in the term ${term}, but its section ${sectionId} is in ${section.term}`;
      }
    },
  },
];

/** A swap's old enrolment counts as gone: the new one was judged so. */
const takesTime = (row: EnrollmentRow): boolean => holdsSeat(row) && row.replacedBy === null;

function meetTogether(facts: Facts, one: EnrollmentRow, other: EnrollmentRow): boolean {
  const [a, b] = [facts.section(one.sectionId), facts.section(other.sectionId)];
  return a !== undefined && b !== undefined && clash(a.meetings, b.meetings);
}

/** A registrar may move a section; what clashes by that stays, and its student is told. */
const wasTold = (facts: Facts, one: EnrollmentRow, other: EnrollmentRow): boolean =>
  facts.told(one.id, 'section-conflict') + facts.told(other.id, 'section-conflict') > 0;

function* pairs<Item>(items: readonly Item[]): Iterable<[Item, Item]> {
  for (const [index, one] of items.entries()) for (const other of items.slice(index + 1)) yield [one, other];
}

const ids = (rows: readonly EnrollmentRow[]): string => rows.map(({ id }) => id).join(', ');
