/**
 * `npm run lighthouse`: what Lighthouse says of the catalog and of a student's timetable, from the production build through Nginx.
 * Its figures are times of this machine, so this is a command and no test.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openProfile } from './browser/chromium.ts';
import { Person } from './system/person.ts';
import type { RunningSystem } from './system/running-system.ts';
import { withSystem } from './system/with-system.ts';

/** Fetched when it is wanted: it brings two hundred packages, which nothing else here needs. */
const LIGHTHOUSE = 'lighthouse@12.8.2';
const RUNS = 3;
const STUDENT = 's00001';
const PORT = 21_990;

const categories = ['performance', 'accessibility', 'best-practices'] as const;
type Scores = Record<(typeof categories)[number], number>;

const pages = ['/sections', '/timetable'];
const presets = { mobile: [], desktop: ['--preset=desktop'] } as const;

/** What is looked at of Lighthouse's report. */
interface Report {
  readonly categories: Readonly<Record<string, { readonly score: number }>>;
  readonly audits: Readonly<
    Record<
      string,
      { readonly title: string; readonly score: number | null; readonly scoreDisplayMode: string }
    >
  >;
}

await withSystem(async (system) => {
  const faults = new Set<string>();
  process.stdout.write(
    `\n${'page'.padEnd(14)}${'screen'.padEnd(10)}${categories.map((name) => name.padStart(16)).join('')}\n`,
  );
  for (const path of pages)
    for (const [screen, args] of Object.entries(presets)) {
      const reports: Report[] = [];
      for (let run = 0; run < RUNS; run++) reports.push(await audit(system, path, args));
      for (const fault of reports.flatMap(faultsOf)) faults.add(`${path} ${fault}`);
      const scores = categories.map((name) =>
        String(median(reports.map((report) => scoresOf(report)[name]))).padStart(16),
      );
      process.stdout.write(`${path.padEnd(14)}${screen.padEnd(10)}${scores.join('')}\n`);
    }
  process.stdout.write(`\nEach is the median of ${RUNS} runs, of 100.\n`);
  if (faults.size > 0)
    process.stdout.write(
      `Audits that failed in a run:\n${[...faults].map((fault) => `  ${fault}\n`).join('')}`,
    );
});

/** One run, in a browser of its own in which a student is signed in. */
async function audit(system: RunningSystem, path: string, args: readonly string[]): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), 'sugang-lighthouse-'));
  const { refreshToken } = await Person.logIn(system.site, 'monolith', STUDENT);
  const context = await openProfile(folder, `--remote-debugging-port=${PORT}`);
  try {
    // Lighthouse opens a tab of its own, and a session belongs to a tab: so each new one is given one.
    await context.addInitScript((token) => {
      const key = 'sugang.refresh.monolith';
      if (!sessionStorage.getItem(key)) sessionStorage.setItem(key, token);
    }, refreshToken);
    const options = [
      `--port=${PORT}`,
      '--disable-storage-reset',
      '--output=json',
      '--quiet',
      `--only-categories=${categories.join(',')}`,
    ];
    const { stdout } = await promisify(execFile)(
      'npx',
      ['--yes', LIGHTHOUSE, `${system.site}${path}`, ...options, ...args],
      { maxBuffer: 64 * 1024 * 1024 },
    );
    return JSON.parse(stdout) as Report;
  } finally {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function scoresOf({ categories: found }: Report): Scores {
  return Object.fromEntries(categories.map((name) => [name, Math.round(found[name]!.score * 100)])) as Scores;
}

/** The audits that are passed or not, without those that are measured. */
function faultsOf({ audits }: Report): string[] {
  return Object.entries(audits)
    .filter(([, { score, scoreDisplayMode }]) => scoreDisplayMode === 'binary' && score === 0)
    .map(([id, { title }]) => `${id}: ${title}`);
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}
