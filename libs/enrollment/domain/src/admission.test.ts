import { describe, expect, it } from '@jest/globals';
import { judge, type Applicant, type Holding, type OpenSection } from './admission.ts';

const now = new Date('2026-03-02T10:00:00Z');
const open = [{ opensAt: '2026-03-02T10:00:00Z', closesAt: '2026-03-09T10:00:00Z' }];

const section = (change: Partial<OpenSection> = {}): OpenSection => ({
  id: 'wanted',
  code: 'CS 101',
  term: '2026-sp',
  cancelled: false,
  credits: { min: 3, max: 3 },
  meetings: [{ day: 'MON', start: '09:00', end: '10:00' }],
  prerequisites: [],
  registration: open,
  freeSeats: 1,
  seatsAreKept: false,
  waiting: 0,
  lastPlace: 0,
  ...change,
});
const student = (change: Partial<Applicant> = {}): Applicant => ({
  id: 'student',
  year: 1,
  creditLimit: 18,
  completedCourses: [],
  holdings: [],
  ...change,
});
const holding = (change: Partial<Holding> = {}): Holding => ({
  enrollmentId: 'old',
  sectionId: 'held',
  code: 'CS 100',
  term: '2026-sp',
  credits: 3,
  waiting: false,
  meetings: [],
  ...change,
});
const answer = (
  application: { credits?: number } = {},
  who: Partial<Applicant> = {},
  what: Partial<OpenSection> = {},
) => {
  const judgement = judge({ sectionId: 'wanted', ...application }, student(who), section(what), now);
  return 'refusal' in judgement ? judgement.refusal.code : judgement.credits;
};

describe('an application', () => {
  it('is admitted with the least credits of the section', () => {
    expect(answer({}, {}, { credits: { min: 1, max: 4 } })).toBe(1);
  });

  it('is refused for a section that does not exist', () => {
    expect(judge({ sectionId: 'none' }, student(), undefined, now)).toMatchObject({
      refusal: { code: 'section-not-found' },
    });
  });

  it.each([
    ['before it opens', '2026-03-02T10:00:01Z', '2026-03-09T10:00:00Z'],
    ['when it has closed', '2026-03-01T10:00:00Z', '2026-03-02T10:00:00Z'],
  ])('is refused %s', (_when, opensAt, closesAt) => {
    expect(answer({}, {}, { registration: [{ opensAt, closesAt }] })).toBe('window-closed');
  });

  it('is refused outside of the windows of the year, and admitted in any window that is open to it', () => {
    const forThird = [{ ...open[0]!, years: [3] }];
    expect(answer({}, { year: 1 }, { registration: forThird })).toBe('window-closed');
    expect(answer({}, { year: 3 }, { registration: forThird })).toBe(3);
    expect(answer({}, { year: 1 }, { registration: [...forThird, open[0]!] })).toBe(3);
  });

  it('may choose credits that the section gives, and no others', () => {
    const range = { credits: { min: 1, max: 4 } };
    const choice = { credits: { min: 2, max: 4, choices: [2, 4] } };
    expect(answer({ credits: 4 }, {}, range)).toBe(4);
    expect(answer({ credits: 5 }, {}, range)).toBe('invalid-credits');
    expect(answer({ credits: 4 }, {}, choice)).toBe(4);
    expect(answer({ credits: 3 }, {}, choice)).toBe('invalid-credits');
  });

  it('needs all prerequisites', () => {
    const needs = { prerequisites: ['CS 50', 'MATH 1'] };
    expect(answer({}, { completedCourses: ['CS 50'] }, needs)).toBe('prerequisite-missing');
    expect(answer({}, { completedCourses: ['CS 50', 'MATH 1'] }, needs)).toBe(3);
  });

  it.each([
    ['09:30', '10:30', 'time-conflict'],
    ['08:00', '09:01', 'time-conflict'],
    ['08:00', '09:00', 3],
    ['10:00', '11:00', 3],
  ])('meets what is held from %s to %s', (start, end, expected) => {
    expect(answer({}, { holdings: [holding({ meetings: [{ day: 'MON', start, end }] })] })).toBe(expected);
  });

  it('does not clash with another day, another term, or a place in a waiting list', () => {
    const meetings = [{ day: 'MON', start: '09:00', end: '10:00' }];
    expect(answer({}, { holdings: [holding({ meetings: [{ ...meetings[0]!, day: 'TUE' }] })] })).toBe(3);
    expect(answer({}, { holdings: [holding({ meetings, term: '2026-fa' })] })).toBe(3);
    expect(answer({}, { holdings: [holding({ meetings, waiting: true })] })).toBe(3);
  });

  it('may reach the credit limit of the term, but not pass it', () => {
    expect(answer({}, { holdings: [holding({ credits: 15 })] })).toBe(3);
    expect(answer({}, { holdings: [holding({ credits: 16 })] })).toBe('credit-limit');
    expect(answer({}, { holdings: [holding({ credits: 16, term: '2026-fa' })] })).toBe(3);
    expect(answer({}, { holdings: [holding({ credits: 16, waiting: true })] })).toBe(3);
  });

  it('is answered with the first refusal of those that apply', () => {
    const worst: Partial<OpenSection> = {
      cancelled: true,
      registration: [],
      prerequisites: ['CS 50'],
      freeSeats: 0,
    };
    const who: Partial<Applicant> = {
      creditLimit: 0,
      holdings: [holding({ sectionId: 'wanted' }), holding({ meetings: section().meetings })],
    };
    const found: (string | number)[] = [];
    const lift = [
      () => (worst.cancelled = false),
      () => (worst.registration = open),
      () => who.holdings!.shift(),
      () => (worst.credits = { min: 7, max: 9 }),
      () => (worst.prerequisites = []),
      () => (who.holdings = []),
      () => (who.creditLimit = 18),
      () => (worst.freeSeats = 1),
    ];
    for (const step of lift) {
      found.push(answer({ credits: 7 }, who, worst));
      step();
    }
    found.push(answer({ credits: 7 }, who, worst));
    expect(found).toEqual([
      'section-cancelled',
      'window-closed',
      'already-enrolled',
      'invalid-credits',
      'prerequisite-missing',
      'time-conflict',
      'credit-limit',
      'section-full',
      7,
    ]);
  });
});
