import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';
import { experiments } from '../src/experiments/index.ts';
import { LabProgram, resultsIn } from './lab-program.ts';

const OUTPUT = 'reports/smoke-test';
const root = fileURLToPath(new URL('../../../', import.meta.url));
const hasDocker = spawnSync('docker', ['info'], { stdio: 'ignore' }).status === 0;
const LONG = 8 * 60_000;

const removeOutput = () => rmSync(join(root, OUTPUT), { recursive: true, force: true });
// What a run left that was killed would be taken for the results of this one.
beforeAll(removeOutput);
afterAll(removeOutput);

describe('Every experiment runs from one end to the other', () => {
  for (const experiment of experiments) {
    // Nobody judges their times here, so several may run at once (`maxConcurrency`).
    const run = experiment.runtime === 'compose' && !hasDocker ? test.skip : test.concurrent;
    run(
      experiment.id,
      async () => {
        const output = join(OUTPUT, experiment.id);
        const lab = LabProgram.start('run', experiment.id, '--smoke', '--output', output);
        const code = await lab.ended();
        expect({ code, said: lab.output }).toEqual({
          code: 0,
          said: expect.stringContaining('The report is'),
        });

        const { folder, results } = resultsIn(output);
        const [result] = results.experiments;
        expect(result).toMatchObject({ id: experiment.id, state: 'done' });
        // A moment's figures are not judged.
        expect(result).not.toHaveProperty('verdict');
        const [round] = result!.rounds;
        expect(Object.keys(round!).sort()).toEqual(experiment.arms.map(({ id }) => id).sort());
        for (const { figures } of Object.values(round!)) {
          expect(Object.keys(figures).length).toBeGreaterThan(0);
          for (const key of Object.keys(figures)) expect(Object.keys(experiment.figures)).toContain(key);
        }
        for (const name of ['index.html', 'report.md']) expect(existsSync(join(folder, name))).toBe(true);
      },
      LONG,
    );
  }
});
