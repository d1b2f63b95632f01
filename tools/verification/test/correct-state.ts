import type { EnrollmentRow, SectionCopy, SeatsRow, State, StudentRow } from '../src/state/state.ts';

/** The same type, but all of it can be changed. */
export type Mutable<T> = T extends Date
  ? T
  : T extends readonly (infer Item)[]
    ? Mutable<Item>[]
    : T extends object
      ? { -readonly [Key in keyof T]: Mutable<T[Key]> }
      : T;

/** What a credit costs in the state. */
export const RATE = 100;
/** When the state was read. */
export const NOW = new Date('2026-03-02T10:00:00.000Z');
/** When everything in it happened. */
export const THEN = new Date('2026-03-02T09:00:00.000Z');

const open = [{ opensAt: '2000-01-01T00:00:00.000Z', closesAt: '2100-01-01T00:00:00.000Z' }];
const monday = { day: 'MON', start: '09:00', end: '10:00' };
const tuesday = { ...monday, day: 'TUE' };

/**
 * A small system in which every rule holds: `ann` is in `math`, which is full, and was promoted to `art`; `bob` is in `math` and
 * swapped `art` for `law`; `cid` waits for `math`, was refused `law` by billing and paid once.
 */
export function correctState(): Mutable<State> {
  const sections = [section('math', [monday]), section('art', [tuesday]), section('law', [])];
  const students = [student('ann'), student('bob'), student('cid')];
  const term = { id: 'spring', registration: open, version: 1 };
  return {
    enrollment: {
      at: NOW,
      enrollments: [
        enrollment('ann-math', { studentId: 'ann', sectionId: 'math' }),
        enrollment('ann-art', { studentId: 'ann', sectionId: 'art', place: 1 }),
        enrollment('bob-math', { studentId: 'bob', sectionId: 'math' }),
        enrollment('bob-art', { studentId: 'bob', sectionId: 'art', status: 'dropped' }),
        enrollment('bob-law', { studentId: 'bob', sectionId: 'law', replaces: 'bob-art' }),
        enrollment('cid-math', { studentId: 'cid', sectionId: 'math', status: 'waitlisted', place: 1 }),
        enrollment('cid-law', {
          studentId: 'cid',
          sectionId: 'law',
          status: 'rejected',
          reason: 'account-limit',
        }),
      ],
      seats: [seats('math', 2, 2, 1), seats('art', 1, 1), seats('law', 5, 1)],
      sections,
      terms: [{ ...term }],
      students,
    },
    billing: {
      accounts: [
        { studentId: 'ann', balance: 6 * RATE },
        { studentId: 'bob', balance: 6 * RATE },
        { studentId: 'cid', balance: -50 },
      ],
      decisions: [
        ...['ann-math', 'ann-art', 'bob-math', 'bob-art', 'bob-law'].map((enrollmentId) => ({
          enrollmentId,
          outcome: 'charged' as const,
          reason: null,
        })),
        { enrollmentId: 'cid-law', outcome: 'refused', reason: 'account-limit' },
        { enrollmentId: 'refused-at-once', outcome: 'refused', reason: 'account-limit' },
      ],
      charges: [
        charge('1', 'ann-math', 'ann'),
        charge('2', 'ann-art', 'ann'),
        charge('3', 'bob-math', 'bob'),
        charge('4', 'bob-art', 'bob'),
        charge('5', 'bob-law', 'bob'),
        { ...charge('6', 'bob-art', 'bob'), kind: 'refund' },
      ],
      payments: [{ studentId: 'cid', amount: 50 }],
    },
    notification: {
      told: [
        told('ann-math', 'enrolled'),
        told('ann-art', 'promoted'),
        told('bob-math', 'enrolled'),
        told('bob-art', 'enrolled'),
        told('bob-art', 'dropped'),
        told('bob-law', 'enrolled'),
        told('cid-law', 'rejected'),
      ],
    },
    catalog: {
      sections: [
        { ...section('math', [monday]), capacity: 2 },
        { ...section('art', [tuesday]), capacity: 1 },
        { ...section('law', []), capacity: 5 },
      ],
      terms: [{ ...term }],
    },
    identity: { students: students.map((one) => ({ ...one })) },
    mail: [{ context: 'enrollment', waiting: [], dead: [], doubles: [] }],
  };
}

/** An enrolment with three credits, confirmed unless said otherwise. */
export const enrollment = (
  id: string,
  rest: Partial<EnrollmentRow> & Pick<EnrollmentRow, 'studentId' | 'sectionId'>,
): Mutable<EnrollmentRow> => ({
  id,
  term: 'spring',
  credits: 3,
  status: 'confirmed',
  reason: null,
  place: null,
  replaces: null,
  replacedBy: null,
  createdAt: THEN,
  updatedAt: THEN,
  ...rest,
});

/** The tuition of an enrolment with three credits. */
export const charge = (id: string, enrollmentId: string, studentId: string) => ({
  id,
  enrollmentId,
  studentId,
  kind: 'tuition' as 'tuition' | 'refund',
  amount: 3 * RATE,
});

/** One notification; enrolments are named student-section here. */
export const told = (enrollmentId: string, kind: string) => ({
  enrollmentId,
  studentId: enrollmentId.split('-')[0]!,
  kind,
  times: 1,
});

const section = (id: string, meetings: SectionCopy['meetings'][number][]): Mutable<SectionCopy> => ({
  id,
  code: id.toUpperCase(),
  term: 'spring',
  cancelled: false,
  credits: { min: 3, max: 3 },
  meetings: meetings.map((meeting) => ({ ...meeting })),
  prerequisites: [],
  version: 1,
});

const student = (id: string): Mutable<StudentRow> => ({
  id,
  username: id,
  name: id,
  year: 1,
  creditLimit: 18,
  completedCourses: [],
  version: 1,
});

const seats = (sectionId: string, capacity: number, taken: number, waitlisted = 0): Mutable<SeatsRow> => ({
  sectionId,
  capacity,
  taken,
  waitlisted,
  promotionDue: false,
});
