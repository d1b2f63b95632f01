import type { SiteVariant } from '../site-api.ts';

/** What a race needs of a variant: one section that everybody wants, and those who want it. */
export interface RacedVariant {
  readonly name: SiteVariant;
  /** Makes the section; done when students can ask for a seat in it. */
  open(seats: number, signal: AbortSignal): Promise<void>;
  /** Signs a student in. */
  enter(username: string, signal: AbortSignal): Promise<RacingStudent>;
  /** Seats taken, as students see it. */
  seatsTaken(signal: AbortSignal): Promise<number>;
  /** Students who have a seat, by the roster. */
  enrolled(signal: AbortSignal): Promise<number>;
  /** Cancels the section, and with it all enrolments; done also when there is none. */
  close(signal: AbortSignal): Promise<void>;
}

/** Somebody who wants a seat. */
export interface RacingStudent {
  /** Asks for one; never throws. */
  ask(): Promise<Asked>;
  /** Gives it back. Whether that is done: if not, one has to try again. */
  giveBack(enrollmentId: string): Promise<boolean>;
}

/** What became of a request for a seat. */
export type Asked =
  | { readonly outcome: 'accepted'; readonly enrollmentId: string; readonly latencyMs: number }
  | { readonly outcome: 'refused'; readonly latencyMs: number }
  /** Without a time: who is dead is not quick, only Nginx is in its stead. */
  | { readonly outcome: 'failed' };
