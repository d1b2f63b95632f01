import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from '../src/runtime/processes/conditions.ts';
import { LabProgram, processesNaming, resultsIn, watchdogsOf } from './lab-program.ts';

const OUTPUT = 'reports/ending-test';
const root = fileURLToPath(new URL('../../../', import.meta.url));
const LONG = 3 * 60_000;
const FOLDERS = 'sugang-lab-http-cache-';
/** Each process may take ten seconds to end. */
const CLEARING_MS = 60_000;

/** Of these labs alone: others may run on the machine. */
const temporary = mkdtempSync(join(tmpdir(), 'sugang-ending-'));
// Root's Postgres runs as a user who must be able to pass through.
chmodSync(temporary, 0o755);

const startLab = (...args: string[]) => LabProgram.startIn(temporary, ...args);
const folders = () => readdirSync(temporary).filter((name) => name.startsWith(FOLDERS));
const processes = () => processesNaming(join(temporary, FOLDERS));
const labThatMeasures = async (output: string) => {
  const lab = startLab('run', 'http-cache', '--smoke', '--output', output);
  await lab.says(/http-cache: round 1\/1, none/, LONG);
  return lab;
};

const removeOutput = () => rmSync(join(root, OUTPUT), { recursive: true, force: true });
beforeAll(removeOutput);
afterAll(() => {
  removeOutput();
  rmSync(temporary, { recursive: true, force: true });
});

describe('A lab that is stopped', () => {
  test(
    'stops what it started, keeps what it measured, and can go on',
    async () => {
      const output = join(OUTPUT, 'stopped');
      const lab = await labThatMeasures(output);
      expect(processes()).not.toEqual([]);
      lab.signal('SIGINT');
      expect(await lab.ended()).toBe(130);
      expect(processes()).toEqual([]);
      expect(folders()).toEqual([]);

      const { folder, results } = resultsIn(output);
      expect(results.experiments[0]).toMatchObject({
        state: 'measuring',
        rounds: [{ none: expect.anything() }],
      });
      const again = startLab('run', '--resume', folder);
      expect(await again.ended()).toBe(0);
      expect(resultsIn(output).results.experiments[0]).toMatchObject({ id: 'http-cache', state: 'done' });
    },
    2 * LONG,
  );
});

describe('A lab that is killed', () => {
  test(
    'leaves nothing behind',
    async () => {
      const lab = await labThatMeasures(join(OUTPUT, 'killed'));
      expect(processes()).not.toEqual([]);
      lab.signal('SIGKILL');
      await lab.ended();
      await until(() => watchdogsOf(temporary).length === 0, CLEARING_MS);
      expect(watchdogsOf(temporary)).toEqual([]);
      expect(processes()).toEqual([]);
      expect(folders()).toEqual([]);
    },
    2 * LONG,
  );

  test(
    'together with its watchdog leaves nothing behind once another one has begun',
    async () => {
      const lab = await labThatMeasures(join(OUTPUT, 'killed with its watchdog'));
      const watchdogs = watchdogsOf(temporary);
      expect(watchdogs).toHaveLength(1);
      process.kill(Number.parseInt(watchdogs[0]!, 10), 'SIGKILL');
      lab.signal('SIGKILL');
      await lab.ended();
      expect(processes()).not.toEqual([]);

      const next = startLab('run', 'boundaries', '--smoke', '--output', join(OUTPUT, 'next'));
      await next.says('Cleared away what a killed lab left', LONG);
      expect(await next.ended()).toBe(0);
      expect(processes()).toEqual([]);
      expect(folders()).toEqual([]);
    },
    2 * LONG,
  );
});

describe('The command line', () => {
  test('says what there is when an experiment is misspelt', async () => {
    const lab = LabProgram.start('run', 'scale-outt', '--smoke');
    expect(await lab.ended()).toBe(1);
    expect(lab.output).toContain('There is no experiment "scale-outt". There are: ');
  });

  test('says what an experiment runs in when it does not run in what is asked for', async () => {
    const lab = LabProgram.start('run', 'extraction', '--runtime', 'compose', '--smoke');
    expect(await lab.ended()).toBe(1);
    expect(lab.output).toContain(
      'extraction does not run with --runtime compose; without the option it runs with processes.',
    );
  });

  test('asks for experiments when none is named', async () => {
    const lab = LabProgram.start('run');
    expect(await lab.ended()).toBe(1);
    expect(lab.output).toContain('Name experiments, or take --all');
  });
});
