import { CannotRun } from '@sugang/lab/runtime';
import { fill } from '../data/fill.ts';
import { microserviceHolders, monolithHolder } from '../data/holders.ts';
import { findPgbench, type Pgbench } from '../load/pgbench.ts';
import { Stage } from '../machine/stage.ts';
import { openSystems } from '../systems/open-systems.ts';
import type { BenchSystem, Round } from '../systems/system.ts';
import { chooseClients } from './choose-clients.ts';
import { Countdown } from './countdown.ts';
import { isCeiling, type EnrolOptions, type LoadName, type SystemName } from './options.ts';
import { demandSome, measure, type MeasuredRound } from './measure.ts';

/** One cell of the table: a system under a load, with the rounds that measured it. */
export interface Cell {
  readonly system: SystemName;
  readonly load: LoadName;
  /** Of HTTP; the ceiling has the number that is best for it, whatever this is for the others. */
  readonly connections: number;
  readonly rounds: MeasuredRound[];
}

/** All that a benchmark found out. */
export interface EnrolResults {
  readonly cells: readonly Cell[];
  /** What called the ceiling's function. */
  readonly ceilingBy: string;
  readonly postgres: string;
}

/** Measures enrolment: every round is one turn of all cells, so that what changes on the machine meets all of them. */
export async function benchEnrol(
  options: EnrolOptions,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<EnrolResults> {
  const pgbench = await findPgbench();
  const stage = await Stage.start(variantFor(options.systems), options.monolithCopies, say, signal);
  let done = false;
  try {
    const systems = await makeReady(stage, options, pgbench, say, signal);
    const postgres = await versionOf(stage);
    const cells = await turns(systems, options, say, signal);
    done = true;
    return { cells, ceilingBy: nameOf(pgbench), postgres };
  } finally {
    const keepsLogs = !done && !signal.aborted;
    say(keepsLogs ? `Stopping; the logs stay in ${stage.folder}/logs` : 'Stopping');
    await stage.stop({ keepsLogs });
  }
}

async function makeReady(
  stage: Stage,
  options: EnrolOptions,
  pgbench: Pgbench | undefined,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<BenchSystem[]> {
  say(`Filling in ${options.students} students`);
  const holders = [
    ...(needsMonolith(options.systems) ? [monolithHolder(stage)] : []),
    ...(options.systems.includes('microservices') ? microserviceHolders(stage) : []),
  ];
  for (const holder of holders) await fill(holder, options.students);
  return openSystems(stage, options, pgbench, say, signal);
}

async function turns(
  systems: readonly BenchSystem[],
  options: EnrolOptions,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<Cell[]> {
  const ceilingClients = await chooseClients(systems, options, say, signal);
  const cells = options.loads.flatMap((load) =>
    systems.flatMap((system): (Cell & { subject: BenchSystem })[] => {
      const connections = isCeiling(system.name)
        ? [ceilingClients[system.name]![load]!]
        : options.connections;
      return connections.map((count) => ({
        system: system.name,
        load,
        connections: count,
        rounds: [],
        subject: system,
      }));
    }),
  );
  const turnsInAll = options.rounds + (options.rehearsal ? 1 : 0);
  const countdown = new Countdown(turnsInAll * cells.length);
  for (let turn = 1; turn <= turnsInAll; turn++) {
    const isRehearsal = options.rehearsal && turn === 1;
    const title = isRehearsal ? 'rehearsal' : `round ${turn - (options.rehearsal ? 1 : 0)}/${options.rounds}`;
    for (const { subject, rounds, load, connections } of cells) {
      signal.throwIfAborted();
      const { warmUpSeconds, seconds, students } = options;
      const what = { name: load, connections, warmUpSeconds, seconds, students };
      const round = await measure(subject, what);
      demandSome(subject, what, round);
      if (!isRehearsal) rounds.push(round);
      say(`${title} ${subject.name} ${load} ${connections}: ${summary(round)}; ${countdown.next()}`);
    }
  }
  return cells.map(({ subject: _, ...cell }) => cell);
}

function summary({
  accepted,
  seconds,
  latencyMs,
  confirmed,
  generator,
  refused,
  brokenInAll,
}: Round): string {
  const refusedInAll = Object.entries(refused).map(([status, count]) => `${count} × ${status}`);
  return [
    `${Math.round(accepted / seconds)}/s`,
    ...(confirmed
      ? [`confirmed ${Math.round(confirmed.perSecond)}/s, p95 ${confirmed.latencyMs.p95.toFixed(0)} ms`]
      : []),
    `p50 ${latencyMs.p50.toFixed(1)} ms`,
    `p99 ${latencyMs.p99.toFixed(1)} ms`,
    `${generator.name} ${Math.round(generator.cpuShare * 100)} % of a core`,
    ...(refusedInAll.length > 0 ? [`refused ${refusedInAll.join(', ')}`] : []),
    ...(brokenInAll > 0 ? [`${brokenInAll} without an answer`] : []),
  ].join(', ');
}

const needsMonolith = (systems: readonly SystemName[]) =>
  systems.some((name) => name === 'monolith' || isCeiling(name));

/** The ceiling and the baseline need Postgres, which comes with a variant. */
function variantFor(systems: readonly SystemName[]): 'monolith' | 'msa' | 'both' {
  if (systems.length === 0) throw new CannotRun('There is nothing to measure; name systems with --systems.');
  if (!systems.includes('microservices')) return 'monolith';
  return needsMonolith(systems) ? 'both' : 'msa';
}

async function versionOf(stage: Stage): Promise<string> {
  const { rows } = await stage.database('postgres').query<{ server_version: string }>('SHOW server_version');
  return rows[0]!.server_version;
}

const nameOf = (pgbench: Pgbench | undefined): string =>
  pgbench ? `pgbench ${pgbench.version}` : 'pg, because there is no pgbench here';
