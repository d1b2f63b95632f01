import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CellFigures, Comparison } from '../report/figures.ts';
import type { Cell } from './enrol.ts';
import { loadNames, smokeRun, systemNames } from './options.ts';

/** What `--json` writes. */
interface Report {
  readonly machine: { readonly ceilingBy: string };
  readonly figures: readonly CellFigures[];
  readonly ratios: readonly Comparison[];
  readonly rounds: readonly Cell[];
}

const program = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

describe('a moment of the benchmark, with all systems', () => {
  let folder: string;
  let report: Report;
  let screen: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sugang-bench-test-'));
    // The user who runs Postgres passes through it.
    await chmod(folder, 0o755);
    const file = join(folder, 'report.json');
    const { stdout } = await execa(process.execPath, [program, 'enrol', '--smoke', '--json', file], {
      env: { TMPDIR: folder },
    });
    screen = stdout;
    report = JSON.parse(await readFile(file, 'utf8')) as Report;
  }, 600_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const cellsOf = (system: string) => report.rounds.filter((cell) => cell.system === system);

  it('measures each system under each load', () => {
    const wanted = loadNames.flatMap((load) => systemNames.map((system) => `${system} ${load}`));
    expect(report.rounds.map(({ system, load }) => `${system} ${load}`)).toEqual(wanted);
    expect(report.rounds.map(({ rounds }) => rounds.length)).toEqual(wanted.map(() => smokeRun.rounds));
  });

  it('enrols every student once in each round, and none is refused', () => {
    for (const { rounds } of report.rounds)
      for (const round of rounds)
        expect(round).toMatchObject({
          acceptedInAll: smokeRun.students,
          accepted: smokeRun.students,
          brokenInAll: 0,
          refused: {},
        });
  });

  it('waits for the confirmations where an acceptance is not final, and only there', () => {
    for (const { confirmationMs } of report.figures.filter(({ system }) => system === 'microservices'))
      expect(confirmationMs!.p99.median).toBeGreaterThan(0);
    for (const { confirmationMs } of report.figures.filter(({ system }) => system !== 'microservices'))
      expect(confirmationMs).toBeUndefined();
  });

  it.each([
    ['ceiling', ['postgres']],
    ['ceiling-in-order', ['postgres']],
    ['baseline', ['postgres', 'baseline']],
    ['monolith', ['postgres', 'nginx', 'monolith']],
    [
      'microservices',
      [
        'postgres',
        'nginx',
        'identity-service',
        'catalog-service',
        'enrollment-service',
        'billing-service',
        'notification-service',
      ],
    ],
  ])('counts the processor time of each process of the %s, and of the load generator', (system, names) => {
    for (const { rounds } of cellsOf(system))
      for (const { cpuSeconds, generator } of rounds) {
        expect(Object.keys(cpuSeconds)).toEqual([...names, generator.name]);
        // The kernel counts pgbench's in hundredths of a second, and so few calls may take less.
        expect(cpuSeconds[generator.name]).toBeGreaterThanOrEqual(generator.name === 'pgbench' ? 0 : 0.001);
      }
  });

  it('says what called the ceiling', () => {
    expect(report.machine.ceilingBy).toMatch(/^pg(bench [\d.]+|, because there is no pgbench here)$/);
    expect(screen).toContain(`The ceiling is called by ${report.machine.ceilingBy}.`);
  });

  it('compares the systems, on the screen too', () => {
    expect(report.ratios.map(({ system, to, load }) => `${system}/${to} ${load}`)).toEqual(
      [
        'monolith/ceiling',
        'monolith/ceiling-in-order',
        'monolith/baseline',
        'microservices/ceiling',
        'microservices/ceiling-in-order',
        'microservices/baseline',
        'microservices/monolith',
      ].flatMap((pair) => loadNames.map((load) => `${pair} ${load}`)),
    );
    for (const { system, to } of report.ratios)
      expect(screen).toMatch(new RegExp(`${system} = [\\d.]+ × ${to} `));
  });

  it('leaves nothing behind but the tokens and the report', async () => {
    expect(await readdir(folder)).toEqual(['report.json', expect.stringMatching(/^sugang-bench-tokens-/)]);
  });
});
