import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Target } from '../client/target.ts';
import { explore } from './explore.ts';
import { follow } from './follow.ts';
import { ProvingGround } from './grounds.ts';
import { HttpSystem } from './http-system.ts';

/** `CONFORMANCE_MODEL_RUNS` looks longer, `CONFORMANCE_MODEL_SEED` looks again where a failure was found. */
const RUNS = Number(process.env['CONFORMANCE_MODEL_RUNS'] ?? 10);
const SEED = process.env['CONFORMANCE_MODEL_SEED'];
/** What a sequence may take on a slow machine. */
const MS_PER_RUN = 15_000;
/** For making a counterexample shorter. */
const MS_TO_SHRINK = 60_000;
/** How long a system may take to come to rest on a slow machine; it costs nothing where it does so sooner. */
const PATIENCE_MS = 15_000;

const budget = RUNS * MS_PER_RUN + MS_TO_SHRINK;

/** Random sequences of commands of students and of a registrar: the system does what the model says. */
export function describeModel(targets: readonly Target[]): void {
  describe.each(targets.map((target) => [target.name, target] as const))('%s', (_, target) => {
    let ground: ProvingGround;

    beforeAll(async () => {
      ground = await ProvingGround.on(target);
    });

    it(
      `agrees with the model in ${RUNS} random sequences of commands`,
      async () => {
        const { runs, seed, counterexample, report, firstReport } = await explore(
          async ({ capacities, steps }) => {
            const { grounds, start } = await ground.prepare(capacities);
            const system = new HttpSystem(ground.campus, grounds);
            await follow(ground.campus, start, system, steps, PATIENCE_MS);
          },
          { runs: RUNS, seed: SEED === undefined ? undefined : Number(SEED), withinMs: budget },
        );
        if (!counterexample) {
          // On a slow machine the time may be up before all have been followed.
          expect(runs).toBeGreaterThanOrEqual(RUNS / 2);
          if (runs < RUNS) process.stderr.write(`There was time for ${runs} of ${RUNS} sequences.\n`);
          return;
        }
        const seats = ground.campus.sections.map(
          ({ name }, index) => `${name} ${counterexample.capacities[index]}`,
        );
        throw new Error(
          `${target.name} does not agree with the model. Seats at first: ${seats.join(', ')}.\n${report}\n\n` +
            `It was found by this longer one:\n${firstReport}\n\n` +
            `To see it again: CONFORMANCE_MODEL_SEED=${seed} CONFORMANCE_MODEL_RUNS=${RUNS}`,
        );
      },
      budget + 2 * MS_TO_SHRINK,
    );
  });
}
