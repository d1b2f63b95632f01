import { execa } from 'execa';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { cpuSecondsOfEnded } from '../machine/cpu-time.ts';
import type { Round } from '../systems/system.ts';
import { percentilesOf } from '../report/statistics.ts';
import { connectionOptions } from './connection-options.ts';
import type { Load } from './load.ts';

/** A pgbench that runs here. */
export interface Pgbench {
  readonly command: string;
  readonly version: string;
}

/** Its time begins before its clients are connected. */
const connectingSeconds = (clients: number): number => 1 + Math.floor(clients / 32);

/** What pgbench is told. */
interface Job {
  readonly load: Load;
  readonly databaseUrl: string;
  readonly seatsFirst: boolean;
  readonly sectionCount: number;
  readonly folder: string;
}

/** Finds pgbench: the one that PGBENCH names, or one on the PATH or where Debian keeps it; nothing where there is none. */
export async function findPgbench(): Promise<Pgbench | undefined> {
  const root = '/usr/lib/postgresql';
  const debian = existsSync(root) ? readdirSync(root).map((name) => join(root, name, 'bin/pgbench')) : [];
  const { PGBENCH: named } = process.env;
  for (const command of named ? [named] : ['pgbench', ...debian.sort().reverse()]) {
    const { exitCode, stdout } = await execa(command, ['--version'], { reject: false });
    if (exitCode === 0) return { command, version: /\d+(\.\d+)*/.exec(stdout)?.[0] ?? 'unknown' };
  }
  return undefined;
}

/** Does one round: each client of pgbench calls the function for students of its own, one after the other. */
export async function runPgbench(
  { command }: Pgbench,
  { load, databaseUrl, seatsFirst, sectionCount, folder }: Job,
  signal: AbortSignal,
): Promise<Round> {
  const { connections, warmUpSeconds, seconds } = load;
  const share = Math.floor(load.students / connections);
  const place = await mkdtemp(join(folder, 'pgbench-'));
  const script = join(place, 'enrol.sql');
  // A client that has used up its students waits for the end and calls nothing.
  writeFileSync(
    script,
    `\\set i :i + 1
\\set student :client_id * ${share} + :i
\\set section ${load.name === 'hot' ? '1' : `1 + :student % ${sectionCount}`}
\\if :i <= ${share}
SELECT bench.enrol(:student, :section, ${seatsFirst});
\\else
\\sleep 100 ms
\\endif
`,
  );
  const cpuBefore = cpuSecondsOfEnded();
  const begun = performance.now();
  const { stdout } = await execa(
    command,
    [
      '--no-vacuum',
      '--protocol=prepared',
      `--file=${script}`,
      `--client=${connections}`,
      `--jobs=${Math.min(connections, availableParallelism())}`,
      seconds === undefined
        ? `--transactions=${share}`
        : `--time=${Math.ceil(warmUpSeconds + seconds) + connectingSeconds(connections)}`,
      '--define=i=0',
      '--log',
      `--log-prefix=${join(place, 'log')}`,
      databaseUrl,
    ],
    { cancelSignal: signal, env: { PGOPTIONS: connectionOptions } },
  );
  const wall = (performance.now() - begun) / 1000;
  const cpuSeconds = cpuSecondsOfEnded() - cpuBefore;
  const all = readLog(place, share);
  await rm(place, { recursive: true, force: true });
  const failed = Number(/number of failed transactions: (\d+)/.exec(stdout)?.[1] ?? 0);
  const from = all.reduce((first, { endedAt }) => Math.min(first, endedAt), Infinity) + warmUpSeconds;
  const measured = all.filter(({ endedAt }) => endedAt >= from && endedAt <= from + (seconds ?? Infinity));
  const last = measured.reduce((latest, { endedAt }) => Math.max(latest, endedAt), from);
  return {
    connections,
    accepted: measured.length,
    seconds: last - from,
    latencyMs: percentilesOf(measured.map(({ ms }) => ms)),
    acceptedInAll: all.length,
    brokenInAll: 0,
    refused: failed > 0 ? { failed } : {},
    refusals: [],
    generator: { name: 'pgbench', cpuSeconds, cpuShare: cpuSeconds / wall },
  };
}

interface Transaction {
  /** Seconds since 1970. */
  readonly endedAt: number;
  readonly ms: number;
}

/** The calls in pgbench's logs: client, number, microseconds, script, seconds, microseconds of the second. Numbers count from 1. */
function readLog(folder: string, share: number): Transaction[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith('log.'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => line.split(' ').map(Number))
    .filter(([, number = 0]) => number <= share)
    .map(([, , us = 0, , s = 0, fraction = 0]) => ({ endedAt: s + fraction / 1e6, ms: us / 1000 }));
}
