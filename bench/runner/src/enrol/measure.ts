import { BenchFailed } from './bench-failed.ts';
import type { Load } from '../load/load.ts';
import { cpuSecondsOf } from '../machine/cpu-time.ts';
import type { BenchSystem, Round } from '../systems/system.ts';

/** A round, with the processor seconds that each process took until all that the round caused was done. */
export interface MeasuredRound extends Round {
  readonly cpuSeconds: Readonly<Record<string, number>>;
}

/**
 * Measures one round from a fresh state, and checks what it left.
 *
 * @throws BenchFailed when the books are wrong: a fast system that loses enrolments is not fast
 */
export async function measure(system: BenchSystem, load: Load): Promise<MeasuredRound> {
  await system.reset();
  const pids = Object.entries(system.pids());
  const before = pids.map(([, pid]) => cpuSecondsOf(pid));
  const round = await system.run(load);
  const cpuSeconds = Object.fromEntries(
    pids.map(([name, pid], index) => [name, cpuSecondsOf(pid) - before[index]!]),
  );
  await system.check(round).catch((error: Error) => {
    throw new BenchFailed(`${title(system, load)}: ${error.message}`, { cause: error });
  });
  return { ...round, cpuSeconds: { ...cpuSeconds, [round.generator.name]: round.generator.cpuSeconds } };
}

/** @throws BenchFailed when nothing was accepted: there is no rate then, and something is wrong */
export function demandSome(system: BenchSystem, load: Load, { accepted, refused, refusals }: Round): void {
  if (accepted > 0) return;
  const answers = Object.entries(refused).map(([status, count]) => `${count} × ${status}`);
  throw new BenchFailed(
    `${title(system, load)}: nothing was accepted. Answers: ${answers.join(', ') || 'none'}. ${refusals[0] ?? ''}`,
  );
}

const title = ({ name }: BenchSystem, load: Load): string =>
  `${name}, ${load.name}, ${load.connections} connections`;
