/** One weekly meeting: the day, and the times as `HH:mm`. */
export interface MeetingTime {
  day: string;
  start: string;
  end: string;
}

/** The credits that a section gives: from `min` to `max`, or one of `choices`. */
export interface CreditRange {
  min: number;
  max: number;
  choices?: number[] | undefined;
}

/** A time in which students, of some years or of all, may register; instants in ISO 8601. */
export interface RegistrationTime {
  opensAt: string;
  closesAt: string;
  years?: number[] | undefined;
}

/** What admission needs to know of a section. */
export interface SectionOffer {
  id: string;
  code: string;
  term: string;
  cancelled: boolean;
  credits: CreditRange;
  meetings: MeetingTime[];
  /** Codes of courses, all to be completed before. */
  prerequisites: string[];
  registration: RegistrationTime[];
}
