import type { Facts } from './facts.ts';

/** Something that must hold of a variant's databases, or of them and what its clients were told. */
export interface Rule {
  /** What a violation is called by. */
  readonly name: string;
  /** What must hold, in one sentence. */
  readonly summary: string;
  /**
   * `always`: at any moment. `soon`: as soon as what is under way has ended, because it spans databases or follows from an
   * event.
   */
  readonly holds: 'always' | 'soon';
  /** Says of each violation what is wrong, with the ids. */
  violations(facts: Facts): Iterable<string>;
}

/** A rule that does not hold somewhere. */
export interface Violation {
  readonly rule: string;
  readonly what: string;
}
