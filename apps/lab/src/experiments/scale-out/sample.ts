import type { LoadOutcome } from '../../load/order.ts';
import { fitScalability } from '../../statistics/scalability.ts';
import { increases } from '../copies.ts';
import type { Fact, Sample } from '../experiment.ts';
import { sumOf } from '../outcomes.ts';
import { SLICE, type Measured, type Point } from './walk.ts';

const MB = 1_000_000;

/** The sample of the control: what the copies computed, as proof that the machine has room for them. */
export function controlSample(points: readonly Point[]): Sample {
  const measured = points.flatMap(({ copies, compute }) => (compute ? { copies, ...compute } : []));
  return {
    figures: { ...curveFigures(measured, 'compute'), ...balanceFigures(measured[0]!) },
    facts: measured.map(({ copies, ...compute }) => ({
      copies,
      ...rateFacts(compute, 'compute', 'computed per second'),
      ...balanceFacts(compute),
    })),
    generatorLimited: measured.some(({ outcome }) => outcome.generator.limited),
  };
}

/** The sample of a variant: its registrations, and what the added copies took for them. */
export function variantSample(points: readonly Point[]): Sample {
  const curve = curveFigures(
    points.map(({ copies, enrol }) => ({ copies, ...enrol })),
    'enrol',
  );
  return {
    figures: {
      ...curve,
      ...costFigures(points),
      perCore: perCoreOf(points[0]!.enrol),
      ...balanceFigures(points[0]!.enrol),
      failed: points.reduce((sum, { enrol }) => sum + sumOf(enrol.outcome, 'failed'), 0),
    },
    facts: points.map(factOf),
    generatorLimited: points.some(({ enrol }) => enrol.outcome.generator.limited),
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
    ...(law && law.peakAt !== undefined && { peakAt: law.peakAt }),
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
  const [most, least] = [points[0]!.enrol, points.at(-1)!.enrol];
  const gained = perSecond(most.outcome, 'enrol') - perSecond(least.outcome, 'enrol');
  const added = most.after.services.filter((name) => !least.after.services.includes(name));
  if (gained <= 0) return {};
  return {
    memoryPerAdded: sum(most.after.memoryBytes, added) / MB / gained,
    connectionsPerAdded: sum(most.after.databaseConnections, added) / gained,
    slicePerAdded: (100 * SLICE.cpus * added.length) / gained,
  };
}

/** Registrations per second for each core of all slices, those of services that were not copied too: both variants at the same budget. */
const perCoreOf = ({ outcome, after }: Measured): number =>
  perSecond(outcome, 'enrol') / (SLICE.cpus * after.services.length);

/** How far the copies used what they had, and how evenly they were asked. */
function balanceFigures(measured: Measured): Record<string, number> {
  const { serving } = measured.after;
  const shares = sharesOf(measured);
  return {
    sliceUsed: (100 * sum(coresOf(measured), serving)) / (SLICE.cpus * serving.length),
    leastShare: Math.min(...shares),
    greatestShare: Math.max(...shares),
  };
}

/** Which part of the requests each copy that serves registrations answered, in percent. */
function sharesOf({ before, after }: Measured): number[] {
  const answered = increases(before.requests, after.requests);
  const all = sum(answered, after.serving);
  return after.serving.map((name) => (100 * (answered[name] ?? 0)) / all);
}

function factOf({ copies, enrol }: Point): Fact {
  const { outcome, after } = enrol;
  return {
    copies,
    ...rateFacts(enrol, 'enrol', 'registrations per second'),
    'refused or failed': sumOf(outcome, 'refused') + sumOf(outcome, 'failed'),
    'service processes': after.services.length,
    'slices of all (cores)': Number((SLICE.cpus * after.services.length).toFixed(1)),
    'memory of services (MB)': round(sum(after.memoryBytes, after.services) / MB),
    'database connections': sum(after.databaseConnections, after.services),
    ...balanceFacts(enrol),
  };
}

function rateFacts({ outcome }: Measured, purpose: string, title: string): Fact {
  const { p95 = 0, p99 = 0 } = outcome.purposes[purpose]?.latencyMs ?? {};
  return { [title]: round(perSecond(outcome, purpose)), 'p95 (ms)': round(p95), 'p99 (ms)': round(p99) };
}

const balanceFacts = (measured: Measured): Fact => ({
  'shares of the requests (%)': sharesOf(measured)
    .map((share) => share.toFixed(0))
    .join(', '),
  'cores used': coresUsed(measured),
});

/** The generator's own at the end. */
function coresUsed(measured: Measured): string {
  const used = Object.entries(coresOf(measured)).map(([name, cores]) => `${name} ${cores.toFixed(2)}`);
  return [...used, `load generator ${measured.outcome.generator.cpuShare.toFixed(2)}`].join(', ');
}

/** Cores used by each process while the load ran, its warm-up too. */
function coresOf({ before, after }: Measured): Record<string, number> {
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
