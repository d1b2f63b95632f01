import type { Campus, LoadOutcome } from '../../load/order.ts';
import type { CopyLimits, RunningSystem } from '../../runtime/runtime.ts';
import type { Stage } from '../stage.ts';
import type { VariantArm } from '../variants.ts';
import { lookAt, type Look } from './look.ts';

/** What every copy of every service may use: so little that four of them, Postgres, Nginx and the load fit on two cores. */
export const SLICE = { cpus: 0.2, memoryBytes: 300_000_000 } as const satisfies CopyLimits;

/** Connections for each copy: each has its next request ready, so that no copy is ever without work. */
const CONNECTIONS_PER_COPY = 12;
/**
 * Students on each connection. Alone on it, a student drops a seat in the very moment in which the saga confirms it, which nobody does;
 * then copies wait for each other over the rows of a few students (113 of 408 busy
 * database sessions that were looked at), and not their slices are the limit. With eight students hardly any copy waits for that.
 */
const STUDENTS_EACH = { full: 8, quick: 8, smoke: 2 } as const;
/** What has to be copied to take more registrations. */
const copied: Readonly<Record<VariantArm, readonly string[]>> = {
  monolith: ['monolith'],
  msa: ['identity', 'enrollment'],
};

/** A load, and the processes before and after it. */
export interface Measured {
  readonly outcome: LoadOutcome;
  readonly before: Look;
  readonly after: Look;
}

/** What one number of copies gave. */
export interface Point {
  readonly copies: number;
  readonly enrol: Measured;
  /** The control work; only measured on the monolith. */
  readonly compute?: Measured;
}

/** How many copies are measured, the most first: copies that go take less time than copies that come. */
export function copiesOf({ form }: Pick<Stage, 'form'>): readonly number[] {
  return { full: [4, 3, 2, 1], quick: [4, 2, 1], smoke: [2, 1] }[form];
}

/** Starts a variant with the most copies, measures, takes copies away, measures again, and so on down to one. */
export async function walkDown(stage: Stage, variant: VariantArm): Promise<Point[]> {
  const [most = 1, ...fewer] = copiesOf(stage);
  const system = await stage.start({
    variant,
    replicas: Object.fromEntries(copied[variant].map((part) => [part, most])),
    limits: SLICE,
    faults: true,
    // A broker would be one more that needs the two cores.
    environment: { EVENT_TRANSPORT: 'calls', ACCESS_TOKEN_MINUTES: '120' },
  });
  try {
    const campus = await stage.campus(
      system.addresses[variant]!,
      CONNECTIONS_PER_COPY * STUDENTS_EACH[stage.form] * most,
    );
    // The first requests of a process take much longer than the later ones.
    await load(stage, system, variant, campus, 'enrol', most, stage.seconds({ full: 15, quick: 6 }));
    if (variant === 'monolith')
      await load(stage, system, variant, campus, 'compute', most, stage.seconds({ full: 10, quick: 4 }));
    const points = [await measure(stage, system, variant, campus, most)];
    for (const copies of fewer) {
      for (const part of copied[variant]) await system.scale(part, copies);
      points.push(await measure(stage, system, variant, campus, copies));
    }
    return points;
  } finally {
    await stage.stop(system);
  }
}

async function measure(
  stage: Stage,
  system: RunningSystem,
  variant: VariantArm,
  campus: Campus,
  copies: number,
): Promise<Point> {
  stage.say(`${variant}: ${copies} ${copies === 1 ? 'copy' : 'copies'}`);
  const seconds = stage.seconds({ full: 20, quick: 5 });
  const measureOne = async (story: 'enrol' | 'compute'): Promise<Measured> => {
    const before = await lookAt(system);
    const outcome = await load(stage, system, variant, campus, story, copies, seconds);
    return { outcome, before, after: await lookAt(system) };
  };
  const compute = variant === 'monolith' && (await measureOne('compute'));
  return { copies, enrol: await measureOne('enrol'), ...(compute && { compute }) };
}

async function load(
  stage: Stage,
  system: RunningSystem,
  variant: VariantArm,
  campus: Campus,
  story: 'enrol' | 'compute',
  copies: number,
  seconds: number,
): Promise<LoadOutcome> {
  const outcome = await stage.load({
    address: system.addresses[variant]!,
    campus,
    streams: [{ story, users: CONNECTIONS_PER_COPY * copies, studentsEach: STUDENTS_EACH[stage.form] }],
    seconds,
    warmUpSeconds: story === 'compute' ? 1 : 2,
    timeoutSeconds: 20,
  });
  // Answers that are all refusals come fast, and would look like a good throughput of something.
  const { succeeded = 0, answers = {} } = outcome.purposes[story] ?? {};
  if (succeeded > 0) return outcome;
  throw new Error(`Not one request to ${story} was answered as it should be: ${JSON.stringify(answers)}.`);
}
