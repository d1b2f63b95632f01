import { partOf, wholeOf } from '../statistics/several-parts.ts';
import { availableParallelism } from 'node:os';
import type { Campus, LoadOutcome } from '../load/order.ts';
import type { RunningSystem } from '../runtime/runtime.ts';
import { increases } from './copies.ts';
import type { Experiment, Fact, Sample } from './experiment.ts';
import { sumOf } from './outcomes.ts';
import type { Results } from './results-view.ts';
import type { Stage } from './stage.ts';
import { variantArms, type VariantArm } from './variants.ts';

/** Who registers at 10:00: from a department to a country's universities. */
const campuses: readonly (readonly [string, number])[] = [
  ['a department', 300],
  ['a college', 3_000],
  ['a university', 30_000],
  ['a large university', 100_000],
  ['all universities of a country', 2_000_000],
];
/** The share of all students who act within the first minute, and what each of them sends in it: the story of the rush. */
const FIRST_MINUTE = 0.5;
const REQUESTS_EACH = 17;
const REGISTRATIONS_EACH = 5;
/** A machine that is planned to be busier than this has no room for what was not foreseen. */
const PLANNED_USE = 0.6;

/** From a number of students to requests per second, and from these to machines: does the calculation come true? */
export const capacity: Experiment = {
  id: 'capacity',
  title: 'From students to machines',
  method: [
    'The rush of registration day (sign in, search, seats, enrol in five sections, timetable) is sent by two virtual users, and the processor time for a request is taken from all processes. From it the most that this machine can do is calculated.',
    'Then as many virtual users as it takes press on without a pause, and what the machine really does is measured.',
    `The table plans for ${FIRST_MINUTE * 100} % of all students in the first minute, ${REQUESTS_EACH} requests each (${REGISTRATIONS_EACH} of them registrations), and machines like this one at ${PLANNED_USE * 100} % of the measured capacity.`,
    `How many cores each service, Postgres and Nginx take comes from the processor time that each process took for a request at the limit; none is planned to be busier than ${PLANNED_USE * 100} %, and each part is rounded up by itself.`,
  ],
  limits: [
    'The load generator runs on the same machine and takes its part of it; its processor time is counted as if it were part of the system, for the calculation and for the measurement. So for many students the machines have more cores than the parts need.',
    'More machines are planned as if each gave as much as the first; `scale-out` shows how far that is so. One Postgres server is a limit that no number of copies moves.',
    'A copy of a service runs JavaScript on one core, so there are about as many copies as cores; hashing passwords runs in threads beside it, so identity and the monolith need fewer.',
    'Monthly and daily active users say little here: registration day is one minute of the year.',
  ],
  meaning: [
    'Where the machine does more than was calculated, the calculation is on the safe side: at the limit a request costs less than with two users, because what is done in batches (admissions, deliveries of events) is shared by more of them.',
  ],
  runtime: 'processes',
  runsInBoth: true,
  arms: variantArms,
  figures: {
    cpuPerRequest: { title: 'CPU for a request with two users', unit: 'ms', better: 'less', digits: 2 },
    cpuAtLimit: { title: 'CPU for a request at the limit', unit: 'ms', better: 'less', digits: 2 },
    expected: { title: 'calculated capacity', unit: '1/s', better: 'more', digits: 0 },
    measured: { title: 'measured capacity', unit: '1/s', better: 'more', digits: 0 },
    accuracy: { title: 'measured of calculated', unit: '%', digits: 0 },
    p95: { title: 'p95 of enrolling at the limit', unit: 'ms', better: 'less', digits: 0 },
    failed: { title: 'failed requests', unit: '', better: 'less', digits: 0 },
  },
  async begin(stage) {
    const systems = new Map<string, { system: RunningSystem; campus: Campus }>();
    for (const { id } of variantArms) {
      const system = await stage.start({ variant: id as VariantArm });
      const address = system.addresses[id as VariantArm]!;
      const campus = await stage.campus(address, 60);
      // Fresh processes are slow until their hot code is compiled: the first round would be of another system than the later ones.
      await stage.load({
        address,
        campus,
        streams: [{ story: 'rush', users: 20 }],
        seconds: stage.seconds({ full: 20, quick: 10 }),
        warmUpSeconds: 0,
      });
      systems.set(id, { system, campus });
    }
    return {
      measure: (arm) => {
        const { system, campus } = systems.get(arm)!;
        return measure(stage, system, campus, arm as VariantArm);
      },
    };
  },
  judge,
  charts: (results) => [
    {
      kind: 'bars',
      title: 'Calculated and measured capacity of this machine',
      unit: 'requests per second',
      categories: variantArms.map(({ title }) => title),
      series: (['expected', 'measured'] as const).map((figure) => ({
        name: figure === 'expected' ? 'calculated' : 'measured',
        values: variantArms.map(({ id }) => results.median(id, figure)),
      })),
    },
  ],
};

/** Known load can be planned for, if the calculation comes within a quarter of what is measured. */
export function judge(results: Results): ReturnType<Experiment['judge']> {
  const accuracies = variantArms.map(({ id, title }) => ({ title, value: results.median(id, 'accuracy') }));
  const because = `${accuracies.map(({ title, value }) => `${title}: the machine does ${value.toFixed(0)} % of what was calculated from two users`).join('; ')}.`;
  const isClose = (value: number) => value >= 75 && value <= 125;
  return {
    answer: wholeOf(variantArms.map(({ id }) => partOf(results.values(id, 'accuracy'), isClose))),
    because,
  };
}

/**
 * Requests per second in the first minute, and what it takes to answer them, by number of students.
 *
 * @param measuredPerSecond what a machine answers
 * @param cpuSeconds how much each process takes for a request, by its name
 */
export function plan(measuredPerSecond: number, cpuSeconds: Readonly<Record<string, number>>): Fact[] {
  const { postgres = 0, nginx = 0, ...services } = cpuSeconds;
  return campuses.map(([who, students]) => {
    const peak = (students * FIRST_MINUTE * REQUESTS_EACH) / 60;
    const coresFor = (each: number) => Math.ceil((peak * each) / PLANNED_USE);
    return {
      who,
      students,
      'requests per second (RPS)': Math.round(peak),
      'registrations per second (TPS)': Math.round((peak * REGISTRATIONS_EACH) / REQUESTS_EACH),
      'cores of services': Object.entries(services)
        .map(([name, each]) => `${name.replace(/-service$/, '')} ${coresFor(each)}`)
        .join(', '),
      'cores of Postgres': coresFor(postgres),
      'cores of Nginx': coresFor(nginx),
      'machines like this one': Math.ceil(peak / (measuredPerSecond * PLANNED_USE)),
    };
  });
}

async function measure(
  stage: Stage,
  system: RunningSystem,
  campus: Campus,
  variant: VariantArm,
): Promise<Sample> {
  const address = system.addresses[variant]!;
  const seconds = stage.seconds({ full: 20, quick: 6 });
  const ask = async (users: number) => {
    const before = await system.cpuSeconds();
    const outcome = await stage.load({
      address,
      campus,
      streams: [{ story: 'rush', users }],
      seconds,
      warmUpSeconds: 2,
      timeoutSeconds: 20,
    });
    return { outcome, ...cpuPerRequest(outcome, increases(before, await system.cpuSeconds())) };
  };
  const few = await ask(2);
  const expected = availableParallelism() / few.cpu;
  const many = await ask(40);
  const measured = answered(many.outcome) / seconds;
  return {
    figures: {
      cpuPerRequest: few.cpu * 1000,
      cpuAtLimit: many.cpu * 1000,
      expected,
      measured,
      accuracy: (100 * measured) / expected,
      p95: many.outcome.purposes['enrol']?.latencyMs.p95 ?? 0,
      failed: sumOf(many.outcome, 'failed'),
    },
    facts: plan(measured, many.byProcess),
    generatorLimited: many.outcome.generator.limited,
  };
}

/** Seconds of processor time for a request, of each process and of all with the generator's. */
function cpuPerRequest(outcome: LoadOutcome, used: Readonly<Record<string, number>>) {
  // The system's time is that of the whole load, the generator's that of the measured part.
  const byProcess = Object.fromEntries(
    Object.entries(used).map(([name, seconds]) => [name, seconds / outcome.sentInAll]),
  );
  const ofGenerator = outcome.generator.cpuSeconds / answered(outcome);
  return { byProcess, cpu: Object.values(byProcess).reduce((sum, each) => sum + each, ofGenerator) };
}

const answered = (outcome: LoadOutcome): number => sumOf(outcome, 'succeeded') + sumOf(outcome, 'refused');
