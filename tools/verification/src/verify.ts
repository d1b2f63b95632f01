import { setTimeout as pause } from 'node:timers/promises';
import type { History } from './history/history.ts';
import { Facts } from './rules/facts.ts';
import { judgeFacts, mayHeal } from './rules/index.ts';
import type { Violation } from './rules/rule.ts';
import { readState, type ContextDatabase } from './state/read-state.ts';
import type { State } from './state/state.ts';

/** What `verify` needs to know. */
export interface VerifyOptions {
  /** The databases of one variant; each context is in one of them. */
  readonly databases: readonly ContextDatabase[];
  /** What clients asked and were told; without it only the databases are checked. */
  readonly history?: History;
  /** How long what is under way may take to end, in milliseconds. */
  readonly waitMs: number;
  /** What a credit costs. */
  readonly tuitionPerCredit: number;
}

/** What was found. */
export interface Verification {
  readonly violations: readonly Violation[];
  /** The state that was judged last. */
  readonly state: State;
}

const INTERVAL_MS = 250;

/**
 * Checks a variant by all rules. What spans databases holds only when nothing is under way any more: the databases are read
 * again until it does, or the time is over.
 */
export async function verify(options: VerifyOptions): Promise<Verification> {
  const end = performance.now() + options.waitMs;
  for (;;) {
    const state = await readState(options.databases);
    const violations = judgeFacts(new Facts(state, options.tuitionPerCredit, options.history));
    if (!violations.some(mayHeal) || performance.now() >= end) return { violations, state };
    await pause(INTERVAL_MS);
  }
}
