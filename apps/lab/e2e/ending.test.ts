import { afterAll, describe, expect, test } from '@jest/globals';
import { readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from '../src/runtime/processes/conditions.ts';
import { LabProgram, processesNaming, resultsIn } from './lab-program.ts';

const OUTPUT = 'reports/ending-test';
const root = fileURLToPath(new URL('../../../', import.meta.url));
const LONG = 3 * 60_000;
const FOLDERS = 'sugang-lab-http-cache-';
const WATCHDOG = 'watchdog-process.js';
/** Each process may take ten seconds to end. */
const CLEARING_MS = 60_000;

const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith(FOLDERS));
const labThatMeasures = async (output: string) => {
  const lab = LabProgram.start('run', 'http-cache', '--smoke', '--output', output);
  await lab.says(/http-cache: round 1\/1, none/, LONG);
  return lab;
};

afterAll(() => rmSync(join(root, OUTPUT), { recursive: true, force: true }));

describe('A lab that is stopped', () => {
  test(
    'stops what it started, keeps what it measured, and can go on',
    async () => {
      const output = join(OUTPUT, 'stopped');
      const lab = await labThatMeasures(output);
      expect(processesNaming(join(tmpdir(), FOLDERS))).not.toEqual([]);
      lab.signal('SIGINT');
      expect(await lab.ended()).toBe(130);
      expect(processesNaming(join(tmpdir(), FOLDERS))).toEqual([]);
      expect(folders()).toEqual([]);

      const { folder, results } = resultsIn(output);
      expect(results.experiments[0]).toMatchObject({
        state: 'measuring',
        rounds: [{ none: expect.anything() }],
      });
      const again = LabProgram.start('run', '--resume', folder);
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
      expect(processesNaming(join(tmpdir(), FOLDERS))).not.toEqual([]);
      lab.signal('SIGKILL');
      await lab.ended();
      await until(() => processesNaming(WATCHDOG).length === 0, CLEARING_MS);
      expect(processesNaming(WATCHDOG)).toEqual([]);
      expect(processesNaming(join(tmpdir(), FOLDERS))).toEqual([]);
      expect(folders()).toEqual([]);
    },
    2 * LONG,
  );

  test(
    'together with its watchdog leaves nothing behind once another one has begun',
    async () => {
      const lab = await labThatMeasures(join(OUTPUT, 'killed with its watchdog'));
      const watchdogs = processesNaming(WATCHDOG);
      expect(watchdogs).toHaveLength(1);
      process.kill(Number.parseInt(watchdogs[0]!, 10), 'SIGKILL');
      lab.signal('SIGKILL');
      await lab.ended();
      expect(processesNaming(join(tmpdir(), FOLDERS))).not.toEqual([]);

      const next = LabProgram.start('run', 'boundaries', '--smoke', '--output', join(OUTPUT, 'next'));
      await next.says('Cleared away what a killed lab left', LONG);
      expect(await next.ended()).toBe(0);
      expect(processesNaming(join(tmpdir(), FOLDERS))).toEqual([]);
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
