import type { Credits, Meeting, SectionContent, Weekday } from '../section.ts';
import { courseCode } from '../section.ts';
import { BUILDINGS, INSTRUCTORS, SUBJECTS, TOPICS } from './demo-names.ts';

const SECTIONS = 500;

/** The one term of the demo, open to everybody for a century. */
export const demoTerm = {
  id: 'demo',
  name: 'Demo term',
  registration: [{ opensAt: '2000-01-01T00:00:00.000Z', closesAt: '2100-01-01T00:00:00.000Z' }],
};

/** The course that every student of the demo has completed, so that the demo's prerequisites stop nobody. */
export const DEMO_COMPLETED_COURSE = 'MATH 101';

/**
 * The numbers of a subject's courses in turn. Some courses have two sections, and never does an early one need another.
 */
const NUMBERS = ['101', '101', '110', '120', '201', '201', '210', '225', '301', '310', '401', '410', '425'];

/**
 * The demo's 500 sections, the same each time. They are spread over 14 time slots that do not touch each other and
 * "arranged", so any student finds six that go together, and many that do not. `min` is never above 3: six courses fit
 * into the usual limit of 18 credits.
 */
export function demoSections(): SectionContent[] {
  return Array.from({ length: SECTIONS }, (_, index) => demoSection(index));
}

function demoSection(index: number): SectionContent {
  const { code: subject, name } = pick(SUBJECTS, index);
  const round = Math.floor(index / SUBJECTS.length);
  const number = pick(NUMBERS, round);
  const title = `${pick(TOPICS, Number(number))} ${name}`;
  return {
    id: `${demoTerm.id}-${10_001 + index}`,
    term: demoTerm.id,
    subject,
    number,
    code: courseCode(subject, number),
    title,
    description: `${title}, as taught in the demo.`,
    credits: demoCredits(index),
    capacity: 20 + ((index * 7) % 101),
    status: 'open',
    instructors: demoInstructors(index),
    meetings: demoMeetings(index),
    prerequisites: number.startsWith('4') ? [DEMO_COMPLETED_COURSE] : [],
  };
}

function demoCredits(index: number): Credits {
  if (index % 20 === 7) return { min: 1, max: 4 };
  if (index % 20 === 13) return { min: 2, max: 4, choices: [2, 4] };
  if (index % 10 === 9) return { min: 2, max: 2 };
  return { min: 3, max: 3 };
}

function demoInstructors(index: number): string[] {
  const first = pick(INSTRUCTORS, index * 3);
  return index % 12 === 5 ? [first, pick(INSTRUCTORS, index * 3 + 1)] : [first];
}

interface Slot {
  days: Weekday[];
  start: string;
  end: string;
}

const onDays = (days: Weekday[], times: [start: string, end: string][]): Slot[] =>
  times.map(([start, end]) => ({ days, start, end }));

const SLOTS: Slot[] = [
  ...onDays(
    ['MON', 'WED', 'FRI'],
    [
      ['08:00', '08:50'],
      ['09:00', '09:50'],
      ['10:00', '10:50'],
      ['11:00', '11:50'],
      ['12:00', '12:50'],
      ['13:00', '13:50'],
      ['14:00', '14:50'],
      ['15:00', '15:50'],
    ],
  ),
  ...onDays(
    ['TUE', 'THU'],
    [
      ['08:00', '09:15'],
      ['09:30', '10:45'],
      ['11:00', '12:15'],
      ['12:30', '13:45'],
      ['14:00', '15:15'],
      ['15:30', '16:45'],
    ],
  ),
];

/** Every 25th section is arranged. Neighbours in the list differ in their slot, sections 14 apart share it. */
function demoMeetings(index: number): Meeting[] {
  if (index % 25 === 24) return [];
  const { days, start, end } = pick(SLOTS, index);
  const place = { building: pick(BUILDINGS, index), room: String(101 + (index % 60)) };
  return days.map((day) => ({ day, start, end, ...place }));
}

/** The element at `index`, starting over at the end of the list. */
const pick = <T>(list: readonly T[], index: number): T => list[index % list.length]!;
