/**
 * `npm run lighthouse`: what Lighthouse says of the catalog and of a student's timetable, from the production build through Nginx.
 * Its figures are times of this machine, so this is a command and no test.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BrowserContext } from 'playwright-core';
import { openProfile } from './browser/chromium.ts';
import { Person } from './system/person.ts';
import type { RunningSystem } from './system/running-system.ts';
import { withSystem } from './system/with-system.ts';

/** Fetched when it is wanted: it brings two hundred packages, which nothing else here needs. */
const LIGHTHOUSE = 'lighthouse@12.8.2';
const RUNS = 3;
const MOST_ATTEMPTS = 4;
const STUDENT = 's00001';
const PORT = 21_990;

const categories = ['performance', 'accessibility', 'best-practices'] as const;
type Scores = Record<(typeof categories)[number], number>;

/** The catalog as anybody sees it who comes from elsewhere, and a page that nobody sees without a session. */
const pages = [
  { path: '/sections', signedIn: false },
  { path: '/timetable', signedIn: true },
];
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
  for (const { path, signedIn } of pages)
    for (const [screen, args] of Object.entries(presets)) {
      const reports: Report[] = [];
      for (let run = 0; run < RUNS; run++) reports.push(await auditAtLast(system, path, signedIn, args));
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

/** Now and then Lighthouse loses the beginning of its own recording, and asks to be run again. */
async function auditAtLast(...what: Parameters<typeof audit>): Promise<Report> {
  for (let attempt = 1; ; attempt++)
    try {
      return await audit(...what);
    } catch (error) {
      const { stderr } = error as { stderr?: string };
      if (attempt === MOST_ATTEMPTS) throw new Error(`Lighthouse failed: ${stderr}`, { cause: error });
    }
}

/** One run, in a browser of its own. */
async function audit(
  system: RunningSystem,
  path: string,
  signedIn: boolean,
  args: readonly string[],
): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), 'sugang-lighthouse-'));
  const context = await openProfile(folder, `--remote-debugging-port=${PORT}`);
  try {
    if (signedIn) await signInEveryTab(context, system);
    const options = [
      `--port=${PORT}`,
      '--disable-storage-reset',
      '--output=json',
      '--quiet',
      // Who is signed in has a stream of notices that never ends: waiting for silence longer than this would be in vain.
      '--max-wait-for-load=15000',
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

/** Lighthouse opens a tab of its own, and a session belongs to a tab: so each new one is given one. */
async function signInEveryTab(context: BrowserContext, { site }: RunningSystem): Promise<void> {
  const { refreshToken, user } = await Person.logIn(site, 'monolith', STUDENT);
  await context.addInitScript((session) => {
    const key = 'sugang.session.monolith';
    if (!sessionStorage.getItem(key)) sessionStorage.setItem(key, session);
  }, JSON.stringify({ refreshToken, user }));
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
