import type { Day } from '../../i18n/formats.ts';

/** A meeting, as it is typed. */
export interface MeetingDraft {
  /** Tells drafts apart while they are edited. */
  key: number;
  day: Day;
  start: string;
  end: string;
  building: string;
  room: string;
}

/** A section, as it is typed: numbers as text, and lists as lines. */
export interface SectionDraft {
  subject: string;
  number: string;
  title: string;
  description: string;
  creditsMin: string;
  creditsMax: string;
  /** Such as `2, 4`; empty where all from least to most can be chosen. */
  choices: string;
  capacity: string;
  /** One a line. */
  instructors: string;
  /** Codes of courses, one a line. */
  prerequisites: string;
  meetings: readonly MeetingDraft[];
}

/** A section as the API takes it, less its term. */
export interface SectionContent {
  subject: string;
  number: string;
  title: string;
  description: string;
  credits: { min: number; max: number; choices?: number[] | undefined };
  capacity: number;
  instructors: string[];
  prerequisites: string[];
  meetings: {
    day: Day;
    start: string;
    end: string;
    building?: string | undefined;
    room?: string | undefined;
  }[];
}

/** What is wrong with a field. */
export type Fault = 'missing' | 'number' | 'order' | 'time';

/** A new section. */
export const emptyDraft: SectionDraft = {
  subject: '',
  number: '',
  title: '',
  description: '',
  creditsMin: '3',
  creditsMax: '3',
  choices: '',
  capacity: '30',
  instructors: '',
  prerequisites: '',
  meetings: [],
};

/** A section as it can be edited. */
export const draftOf = (section: SectionContent): SectionDraft => ({
  subject: section.subject,
  number: section.number,
  title: section.title,
  description: section.description,
  creditsMin: String(section.credits.min),
  creditsMax: String(section.credits.max),
  choices: section.credits.choices?.join(', ') ?? '',
  capacity: String(section.capacity),
  instructors: section.instructors.join('\n'),
  prerequisites: section.prerequisites.join('\n'),
  meetings: section.meetings.map(({ day, start, end, building = '', room = '' }, key) => ({
    key,
    day,
    start,
    end,
    building,
    room,
  })),
});

/** Another meeting, on the day after the last one. */
export function withMeeting(draft: SectionDraft): SectionDraft {
  const last = draft.meetings.at(-1);
  const key = Math.max(-1, ...draft.meetings.map((meeting) => meeting.key)) + 1;
  const meeting = last
    ? { ...last, key }
    : { key, day: 'MON' as const, start: '09:00', end: '10:15', building: '', room: '' };
  return { ...draft, meetings: [...draft.meetings, meeting] };
}

/** What is wrong, by field; a meeting's is at `meetings.` and its place. */
export function faultsOf(draft: SectionDraft): Partial<Record<string, Fault>> {
  const faults: [string, Fault | false][] = [
    ...(['subject', 'number', 'title'] as const).map(
      (field) => [field, !draft[field].trim() && 'missing'] as [string, Fault | false],
    ),
    ...(['creditsMin', 'creditsMax', 'capacity'] as const).map(
      (field) => [field, !isWhole(draft[field]) && 'number'] as [string, Fault | false],
    ),
    ['choices', !listOf(draft.choices, /[,\s]+/).every(isWhole) && 'number'],
    ...draft.meetings.map(({ start, end }, at): [string, Fault | false] => [
      `meetings.${at}`,
      !start || !end ? 'time' : start >= end && 'order',
    ]),
  ];
  if (isWhole(draft.creditsMin) && isWhole(draft.creditsMax)) {
    faults.push(['creditsMax', Number(draft.creditsMin) > Number(draft.creditsMax) && 'order']);
  }
  return Object.fromEntries(faults.filter(([, fault]) => fault !== false)) as Partial<Record<string, Fault>>;
}

/** The section that a draft stands for; it has to be without a fault. */
export function contentOf(draft: SectionDraft): SectionContent {
  const choices = listOf(draft.choices, /[,\s]+/).map(Number);
  return {
    subject: draft.subject.trim(),
    number: draft.number.trim(),
    title: draft.title.trim(),
    description: draft.description.trim(),
    credits: {
      min: Number(draft.creditsMin),
      max: Number(draft.creditsMax),
      ...(choices.length > 0 && { choices }),
    },
    capacity: Number(draft.capacity),
    instructors: listOf(draft.instructors, '\n'),
    prerequisites: listOf(draft.prerequisites, /[\n,;]/),
    meetings: draft.meetings.map(({ day, start, end, building, room }) => ({
      day,
      start,
      end,
      ...(building.trim() && { building: building.trim() }),
      ...(room.trim() && { room: room.trim() }),
    })),
  };
}

/** Only what was changed: what somebody else has changed meanwhile stays as it is. */
export function changesOf(before: SectionContent, draft: SectionDraft): Partial<SectionContent> {
  // Through the same form, so that what was not touched does not look changed.
  const old = contentOf(draftOf(before));
  const now = contentOf(draft);
  const changed = Object.entries(now).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(old[field as keyof SectionContent]),
  );
  return Object.fromEntries(changed);
}

const isWhole = (text: string): boolean => /^\d+$/.test(text.trim());

const listOf = (text: string, separator: RegExp | string): string[] =>
  text
    .split(separator)
    .map((item) => item.trim())
    .filter(Boolean);
