import { beforeAll, describe, expect, it } from '@jest/globals';
import { Redelivery } from '@sugang/verification';
import { setTimeout as pause } from 'node:timers/promises';
import { chaosSystem, type Campuses } from './chaos-system.ts';
import { Killer } from './killer.ts';
import { Random, seed } from './random.ts';

/** How many processes are killed in all, over both variants: `CHAOS_KILLS`. */
const KILLS = Number(process.env['CHAOS_KILLS'] ?? 50);
/** After so many the students rest, and everything is verified. */
const KILLS_PER_ROUND = 25;
const ROUNDS = Math.max(1, Math.ceil(KILLS / KILLS_PER_ROUND));
const STUDENTS = 12;
/** Generous, for slow machines. */
const ROUND_MS = 600_000;

describe(`both variants under load (CHAOS_SEED=${seed})`, () => {
  const random = new Random(seed);
  const system = chaosSystem({ variant: 'both' });
  let campuses: Campuses;

  beforeAll(async () => {
    campuses = await system.campuses(STUDENTS, random);
  }, 120_000);

  const everythingHolds = async () => {
    const [first, second] = await Promise.all(system.variants.map((variant) => system.violations(variant)));
    expect({ monolith: first, msa: second }).toEqual({ monolith: [], msa: [] });
    const hung = await Promise.all(system.variants.map((variant) => system.hungRequests(variant)));
    expect(hung.flat()).toEqual([]);
  };

  it('keep all rules when nothing is broken', async () => {
    await campuses.during(() => pause(3_000));
    await everythingHolds();
  }, 120_000);

  it('keep all rules when events come again, and in another order', async () => {
    const redeliveries = system.variants.map((variant) => new Redelivery(system.databasesOf(variant)));
    await Promise.all(redeliveries.map((one) => one.start()));
    let sentAgain = 0;
    try {
      await campuses.during(async () => {
        const enough = () =>
          sentAgain > 200 && redeliveries.every(({ types }) => types.includes('enrollment.dropped'));
        // Five times at least; how many events have been seen by then is the machine's affair.
        for (let time = 0; time < 5 || (time < 60 && !enough()); time++) {
          await pause(500);
          for (const one of redeliveries)
            sentAgain += await one.sendAgain((seen) => random.shuffle([...seen, ...seen]).slice(0, 60));
        }
      });
    } finally {
      await Promise.all(redeliveries.map((one) => one.stop()));
    }
    await everythingHolds();
    // It would prove nothing if hardly any had been seen.
    expect(sentAgain).toBeGreaterThan(200);
    for (const one of redeliveries) expect(one.types).toEqual(expect.arrayContaining(['enrollment.dropped']));
  }, 120_000);

  // What the two variants share is killed beside either.
  const killers = () => [
    new Killer(system.running, ['monolith', 'postgres'], random.fork()),
    new Killer(
      system.running,
      [
        ...system.running.processes().flatMap(({ name, variant }) => (variant === 'msa' ? name : [])),
        'nginx',
      ],
      random.fork(),
    ),
  ];

  it.each(Array.from({ length: ROUNDS }, (_, round) => round + 1))(
    `keep all rules when processes are killed, round %i of ${ROUNDS}`,
    async (round) => {
      const kills = Math.min(KILLS_PER_ROUND, KILLS - (round - 1) * KILLS_PER_ROUND);
      const [one, other] = killers() as [Killer, Killer];
      await campuses.during(() =>
        Promise.all([one.kill(Math.floor(kills / 2)), other.kill(Math.ceil(kills / 2))]),
      );
      process.stderr.write(`Killed: ${JSON.stringify({ ...one.kills, ...other.kills })}\n`);
      await everythingHolds();
    },
    ROUND_MS,
  );
});
