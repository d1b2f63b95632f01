import type { LoadOutcome } from '../../load/order.ts';
import { fitScalability } from '../../statistics/scalability.ts';
import { increases } from '../copies.ts';
import type { Fact, Sample } from '../experiment.ts';
import { sumOf } from '../outcomes.ts';
import { SLICE, type Point } from './walk.ts';

const MB = 1_000_000;

/** The sample of the control: what the copies computed, as proof that the machine has room for them. */
export function controlSample(points: readonly Point[]): Sample {
  const measured = points.flatMap(({ copies, compute }) => (compute ? { copies, outcome: compute } : []));
  return {
    figures: curveFigures(measured, 'compute'),
    generatorLimited: measured.some(({ outcome }) => outcome.generator.limited),
  };
}

/** The sample of a variant: its registrations, and what the added copies took for them. */
export function variantSample(points: readonly Point[]): Sample {
  const curve = curveFigures(
    points.map(({ copies, enrol }) => ({ copies, outcome: enrol })),
    'enrol',
  );
  return {
    figures: {
      ...curve,
      ...costFigures(points),
      failed: points.reduce((sum, { enrol }) => sum + sumOf(enrol, 'failed'), 0),
    },
    facts: points.map(factOf),
    generatorLimited: points.some(({ enrol }) => enrol.generator.limited),
  };
}

/** Throughput and latency by number of copies, and the scalability law that fits them. */
function curveFigures(
  points: readonly { readonly copies: number; readonly outcome: LoadOutcome }[],
  purpose: string,
): Record<string, number> {
  const curve = points.map(({ copies, outcome }) => ({ copies, perSecond: perSecond(outcome, purpose) }));
  const [most, least] = [curve[0]!, curve.at(-1)!];
  const law = curve.length > 2 && curve.every((point) => point.perSecond > 0) && fitScalability(curve);
  return {
    ...(least.perSecond > 0 && { scaling: most.perSecond / least.perSecond }),
    ...(law && { contention: law.contention, coherency: law.coherency }),
    ...Object.fromEntries(curve.map((point) => [`perSecond${point.copies}`, point.perSecond])),
    ...Object.fromEntries(
      points.flatMap(({ copies, outcome }) => {
        const latency = outcome.purposes[purpose]?.latencyMs;
        return latency
          ? [[`p95At${copies}`, latency.p95] as const, [`p99At${copies}`, latency.p99] as const]
          : [];
      }),
    ),
  };
}

/** What the copies beyond the first hold, for each registration per second that they brought; nothing if they brought none. */
function costFigures(points: readonly Point[]): Record<string, number> {
  const [most, least] = [points[0]!, points.at(-1)!];
  const gained = perSecond(most.enrol, 'enrol') - perSecond(least.enrol, 'enrol');
  const added = most.after.services.filter((name) => !least.after.services.includes(name));
  const shares = sharesOf(most);
  return {
    sliceUsed: (100 * sum(coresOf(most), most.after.serving)) / (SLICE.cpus * most.after.serving.length),
    leastShare: Math.min(...shares),
    greatestShare: Math.max(...shares),
    ...(gained > 0 && {
      memoryPerAdded: sum(most.after.memoryBytes, added) / MB / gained,
      connectionsPerAdded: sum(most.after.databaseConnections, added) / gained,
      slicePerAdded: (100 * SLICE.cpus * added.length) / gained,
    }),
  };
}

/** Which part of the requests each copy that serves registrations answered, in percent. */
function sharesOf({ before, after }: Point): number[] {
  const answered = increases(before.requests, after.requests);
  const all = sum(answered, after.serving);
  return after.serving.map((name) => (100 * (answered[name] ?? 0)) / all);
}

function factOf(point: Point): Fact {
  const { copies, enrol, after } = point;
  const { p95 = 0, p99 = 0 } = enrol.purposes['enrol']?.latencyMs ?? {};
  const shares = sharesOf(point).map((share) => share.toFixed(0));
  return {
    copies,
    'registrations per second': round(perSecond(enrol, 'enrol')),
    'p95 (ms)': round(p95),
    'p99 (ms)': round(p99),
    'refused or failed': sumOf(enrol, 'refused') + sumOf(enrol, 'failed'),
    'service processes': after.services.length,
    'slices of all (cores)': Number((SLICE.cpus * after.services.length).toFixed(1)),
    'memory of services (MB)': round(sum(after.memoryBytes, after.services) / MB),
    'database connections': sum(after.databaseConnections, after.services),
    'shares of the requests (%)': shares.join(', '),
    'cores used': coresUsed(point),
  };
}

/** The generator's own at the end. */
function coresUsed(point: Point): string {
  const used = Object.entries(coresOf(point)).map(([name, cores]) => `${name} ${cores.toFixed(2)}`);
  return [...used, `load generator ${point.enrol.generator.cpuShare.toFixed(2)}`].join(', ');
}

/** Cores used by each process while the load ran, its warm-up too. */
function coresOf({ before, after }: Point): Record<string, number> {
  const seconds = (after.at - before.at) / 1000;
  const used = Object.entries(increases(before.cpuSeconds, after.cpuSeconds));
  return Object.fromEntries(
    used.flatMap(([name, cpuSeconds]) => (name in before.cpuSeconds ? [[name, cpuSeconds / seconds]] : [])),
  );
}

const perSecond = ({ purposes, seconds }: LoadOutcome, purpose: string): number =>
  (purposes[purpose]?.succeeded ?? 0) / seconds;

const sum = (values: Readonly<Record<string, number>>, names: readonly string[]): number =>
  names.reduce((all, name) => all + (values[name] ?? 0), 0);

const round = (value: number): number => Number(value.toFixed(value < 100 ? 1 : 0));
