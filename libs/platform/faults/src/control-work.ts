import { pbkdf2Sync } from 'node:crypto';
import { z } from 'zod';

/**
 * How much to compute: rounds of a hash, about 4 ms by default. An amount of work and not a time, because time passes for a process
 * that is kept from running too, and would make slow and fast copies look the same.
 */
export const ControlWork = z.strictObject({
  rounds: z.coerce.number().int().min(1).max(10_000_000).default(10_000),
});
export type ControlWork = z.output<typeof ControlWork>;

/** What it took. */
export interface ControlResult {
  rounds: number;
  /** Processor time of the whole process meanwhile. */
  cpuMilliseconds: number;
}

/** Computes on the process' main thread, in one call that neither allocates nor waits: the same work however often it is done. */
export function burn({ rounds }: ControlWork): ControlResult {
  const before = process.cpuUsage();
  pbkdf2Sync('control', 'work', rounds, 32, 'sha256');
  const { user, system } = process.cpuUsage(before);
  return { rounds, cpuMilliseconds: (user + system) / 1_000 };
}
