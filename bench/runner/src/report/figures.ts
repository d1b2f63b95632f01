import type { Cell } from '../enrol/enrol.ts';
import type { MeasuredRound } from '../enrol/measure.ts';
import { isCeiling, type LoadName, type SystemName } from '../enrol/options.ts';
import { median } from './statistics.ts';

/** The median of a value over the rounds, and its spread. */
export interface Figure {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** What a cell comes to. */
export interface CellFigures {
  readonly system: SystemName;
  readonly load: LoadName;
  readonly connections: number;
  /** Accepted enrolments per second. */
  readonly acceptedPerSecond: Figure;
  /** Final ones: confirmed, where an acceptance is not final. */
  readonly confirmedPerSecond: Figure;
  readonly p50Ms: Figure;
  readonly p99Ms: Figure;
  readonly confirmationMs?: { readonly p50: Figure; readonly p95: Figure; readonly p99: Figure };
  /** Processor seconds for a thousand enrolments, by process. */
  readonly cpuSecondsPerThousand: Readonly<Record<string, Figure>>;
  /** The load generator's share of one core. */
  readonly generatorShare: Figure;
  /** Requests that were not accepted, in all rounds. */
  readonly refused: number;
}

/** Sums up the rounds of a cell. */
export function figures({ system, load, connections, rounds }: Cell): CellFigures {
  const over = (value: (round: MeasuredRound) => number): Figure => {
    const values = rounds.map(value);
    return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
  };
  const accepted = over((round) => round.accepted / round.seconds);
  const isFinal = rounds.every(({ confirmed }) => confirmed === undefined);
  return {
    system,
    load,
    connections,
    acceptedPerSecond: accepted,
    confirmedPerSecond: isFinal ? accepted : over((round) => round.confirmed!.perSecond),
    p50Ms: over((round) => round.latencyMs.p50),
    p99Ms: over((round) => round.latencyMs.p99),
    ...(!isFinal && {
      confirmationMs: {
        p50: over((round) => round.confirmed!.latencyMs.p50),
        p95: over((round) => round.confirmed!.latencyMs.p95),
        p99: over((round) => round.confirmed!.latencyMs.p99),
      },
    }),
    cpuSecondsPerThousand: Object.fromEntries(
      Object.keys(rounds[0]?.cpuSeconds ?? {}).map((name) => [
        name,
        over((round) => ((round.cpuSeconds[name] ?? 0) / round.acceptedInAll) * 1000),
      ]),
    ),
    generatorShare: over((round) => round.generator.cpuShare),
    refused: rounds
      .flatMap((round) => [round.brokenInAll, ...Object.values(round.refused)])
      .reduce((sum, count) => sum + count, 0),
  };
}

/** How many times as many enrolments one system makes as another, by the medians. */
export interface Comparison {
  readonly system: SystemName;
  readonly to: SystemName;
  readonly load: LoadName;
  readonly connections: number;
  readonly ratio: number;
}

const pairs: readonly (readonly [SystemName, SystemName])[] = [
  ['monolith', 'ceiling'],
  ['monolith', 'ceiling-in-order'],
  ['monolith', 'baseline'],
  ['microservices', 'ceiling'],
  ['microservices', 'ceiling-in-order'],
  ['microservices', 'baseline'],
  ['microservices', 'monolith'],
];

/** Compares the systems that were measured. A ceiling is the same for every number of connections. */
export function comparisons(cells: readonly Cell[]): Comparison[] {
  const all = cells.map(figures);
  return pairs.flatMap(([system, to]) =>
    all
      .filter((cell) => cell.system === system)
      .flatMap((cell) => {
        const other = all.find(
          (one) =>
            one.system === to &&
            one.load === cell.load &&
            (isCeiling(to) || one.connections === cell.connections),
        );
        if (!other) return [];
        const ratio = cell.confirmedPerSecond.median / other.confirmedPerSecond.median;
        return [{ system, to, load: cell.load, connections: cell.connections, ratio }];
      }),
  );
}
