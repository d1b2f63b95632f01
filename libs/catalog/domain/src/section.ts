/** The days of a week, in the order in which a timetable shows them. */
export const WEEKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** One weekly meeting; times are `HH:mm`. */
export interface Meeting {
  day: Weekday;
  start: string;
  end: string;
  building?: string;
  room?: string;
}

/** The credits that a student may choose: from `min` to `max`, or only one of `choices`. */
export interface Credits {
  min: number;
  max: number;
  choices?: number[];
}

/** A term as an import or the demo names it; its windows are a registrar's business. */
export interface TermName {
  id: string;
  name: string;
}

/** Everything that the catalog knows of a section, but for its version. */
export interface SectionContent {
  id: string;
  term: string;
  subject: string;
  number: string;
  /** `SUBJECT NUMBER` */
  code: string;
  title: string;
  description: string;
  credits: Credits;
  capacity: number;
  status: 'open' | 'cancelled';
  instructors: string[];
  meetings: Meeting[];
  /** Codes of courses that must all be completed before. */
  prerequisites: string[];
}

/** The code of a course, as students say it. */
export const courseCode = (subject: string, number: string): string => `${subject} ${number}`;
