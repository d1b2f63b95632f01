import { clash, isRegistrationOpen } from './schedule.ts';
import type { CreditRange, MeetingTime, SectionOffer } from './section-offer.ts';

/** Why an enrolment is refused. */
export type RefusalCode =
  | 'section-not-found'
  | 'section-cancelled'
  | 'window-closed'
  | 'already-enrolled'
  | 'invalid-credits'
  | 'prerequisite-missing'
  | 'time-conflict'
  | 'credit-limit'
  | 'section-full'
  | 'account-limit';

/** A refusal, with the sentence that tells the student what is in the way. */
export interface Refusal {
  code: RefusalCode;
  detail: string;
}

/** An enrolment that a student has: it holds its time and credits while pending or confirmed, but not while waiting. */
export interface Holding {
  enrollmentId: string;
  sectionId: string;
  code: string;
  term: string;
  credits: number;
  waiting: boolean;
  meetings: MeetingTime[];
}

/** A student who applies, with what he or she has already. */
export interface Applicant {
  id: string;
  year: number;
  /** The most credits in one term. */
  creditLimit: number;
  completedCourses: string[];
  holdings: Holding[];
}

/** A section with its seats as they are now. */
export interface OpenSection extends SectionOffer {
  freeSeats: number;
  /** Whether free seats are kept for those who wait, because it is not decided yet who of them gets one. */
  seatsAreKept: boolean;
  /** How many wait. */
  waiting: number;
  /** The last place in the waiting list that was given away; places only rise. */
  lastPlace: number;
}

/** What a student asks for; without `credits` the least that the section gives. */
export interface Application {
  sectionId: string;
  credits?: number | undefined;
  /** Whether to wait where the section is full. */
  waitlist?: boolean | undefined;
}

/** The answer to an application: the credits to be enrolled or to wait with, or why not. */
export type Judgement = { credits: number; waits: boolean } | { refusal: Refusal };

/**
 * Judges an application by the rules, in their order of precedence: when several apply, the first is the answer. Whether
 * the account can bear it is billing's to say, after all of these.
 */
export function judge(
  application: Application,
  applicant: Applicant,
  section: OpenSection | undefined,
  now: Date,
): Judgement {
  if (!section) return refuse('section-not-found', `There is no section ${application.sectionId}.`);
  const credits = application.credits ?? section.credits.min;
  const refusal = notOffered(section, applicant, now) ?? notForStudent(section, applicant, credits);
  if (refusal) return { refusal };
  if (section.freeSeats > 0 && !section.seatsAreKept) return { credits, waits: false };
  if (application.waitlist) return { credits, waits: true };
  return refuse(
    'section-full',
    `All seats of ${section.code} are taken. Wait for one, or choose another section.`,
  );
}

/** The student as if this enrolment were gone: to judge what is to come in its place. */
export function without(applicant: Applicant, enrollmentId: string): Applicant {
  const holdings = applicant.holdings.filter((holding) => holding.enrollmentId !== enrollmentId);
  return { ...applicant, holdings };
}

function notOffered(section: OpenSection, applicant: Applicant, now: Date): Refusal | undefined {
  if (section.cancelled) return { code: 'section-cancelled', detail: `${section.code} is cancelled.` };
  if (!isRegistrationOpen(section.registration, applicant.year, now)) {
    return { code: 'window-closed', detail: `Registration for ${section.term} is not open to you now.` };
  }
  return undefined;
}

function notForStudent(section: OpenSection, applicant: Applicant, credits: number): Refusal | undefined {
  if (applicant.holdings.some((holding) => holding.sectionId === section.id)) {
    return {
      code: 'already-enrolled',
      detail: `You are enrolled in this section of ${section.code} already.`,
    };
  }
  if (!offers(section.credits, credits)) {
    return {
      code: 'invalid-credits',
      detail: `${section.code} gives ${describeCredits(section.credits)} credits, not ${credits}.`,
    };
  }
  const missing = section.prerequisites.filter((code) => !applicant.completedCourses.includes(code));
  if (missing.length > 0) {
    return {
      code: 'prerequisite-missing',
      detail: `${section.code} needs ${missing.join(', ')} completed before.`,
    };
  }
  const held = applicant.holdings.filter((holding) => !holding.waiting && holding.term === section.term);
  const clashing = held.find((holding) => clash(holding.meetings, section.meetings));
  if (clashing)
    return { code: 'time-conflict', detail: `${section.code} meets at the same time as ${clashing.code}.` };
  const total = held.reduce((sum, holding) => sum + holding.credits, 0);
  if (total + credits > applicant.creditLimit) {
    return {
      code: 'credit-limit',
      detail: `With ${credits} more credits you would have ${total + credits}; your limit is ${applicant.creditLimit}.`,
    };
  }
  return undefined;
}

/** Whether a section gives this number of credits. */
export function offers({ min, max, choices }: CreditRange, credits: number): boolean {
  return choices ? choices.includes(credits) : credits >= min && credits <= max;
}

/** The credits that a section gives, for people. */
export function describeCredits({ min, max, choices }: CreditRange): string {
  if (choices) return choices.join(' or ');
  return min === max ? String(min) : `${min} to ${max}`;
}

const refuse = (code: RefusalCode, detail: string): Judgement => ({ refusal: { code, detail } });
