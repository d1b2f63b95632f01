import { availableParallelism, cpus } from 'node:os';
import type { EnrolResults } from '../enrol/enrol.ts';
import type { EnrolOptions } from '../enrol/options.ts';
import { comparisons, figures, type CellFigures, type Figure } from './figures.ts';

/** Everything that was measured, for people. */
export function asTable(results: EnrolResults, options: EnrolOptions): string {
  const all = results.cells.map(figures);
  return [
    conditions(results, options),
    ...options.loads.map((load) => {
      const cells = all.filter((cell) => cell.load === load);
      return `${load === 'hot' ? 'One hot section' : 'Spread over 500 sections'}\n${grid([heading, ...cells.map(row)])}`;
    }),
    `CPU seconds per 1,000 enrolments\n${grid(cpuRows(all))}`,
    ratioLines(results),
  ].join('\n\n');
}

function conditions({ postgres, ceilingBy }: EnrolResults, options: EnrolOptions): string {
  const { rounds, warmUpSeconds, seconds, students, monolithCopies } = options;
  return [
    `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, for everything: Postgres ${postgres}, the processes, Nginx and the load.`,
    `Node ${process.version}. ${rounds} rounds, in turns, ${seconds === undefined ? 'each until all have applied' : `each ${seconds} s after ${warmUpSeconds} s of warm-up`}; ${students} students, none twice in a round.${monolithCopies > 1 ? ` ${monolithCopies} copies of the monolith.` : ''}`,
    `The ceiling is called by ${ceilingBy}. Medians, with the lowest and the highest round.`,
  ].join('\n');
}

const heading = [
  '',
  'connections',
  'accepted/s',
  'p50 ms',
  'p99 ms',
  'confirmed/s',
  'confirmed after p50 / p95 / p99 ms',
  'refused',
  'generator',
];

function row(cell: CellFigures): string[] {
  const { confirmationMs: after } = cell;
  return [
    cell.system,
    String(cell.connections),
    withSpread(cell.acceptedPerSecond, 0),
    cell.p50Ms.median.toFixed(1),
    cell.p99Ms.median.toFixed(1),
    after ? withSpread(cell.confirmedPerSecond, 0) : 'at once',
    after ? [after.p50, after.p95, after.p99].map((figure) => figure.median.toFixed(0)).join(' / ') : '',
    String(cell.refused),
    `${Math.round(cell.generatorShare.median * 100)} % of a core`,
  ];
}

/** A column for each process that any system has. */
function cpuRows(all: readonly CellFigures[]): string[][] {
  const names = [...new Set(all.flatMap((cell) => Object.keys(cell.cpuSecondsPerThousand)))];
  return [
    ['', 'connections', ...names, 'all'],
    ...all.map((cell) => {
      const values = names.map((name) => cell.cpuSecondsPerThousand[name]?.median);
      const sum = values.reduce<number>((total, value) => total + (value ?? 0), 0);
      return [
        `${cell.system} ${cell.load}`,
        String(cell.connections),
        ...values.map((value) => value?.toFixed(3) ?? ''),
        sum.toFixed(3),
      ];
    }),
  ];
}

function ratioLines({ cells }: EnrolResults): string {
  return comparisons(cells)
    .map(
      ({ system, to, load, connections, ratio }) =>
        `${system} = ${ratio.toFixed(2)} × ${to} (${load}, ${connections} connections)\n`,
    )
    .join('');
}

const withSpread = ({ median, min, max }: Figure, digits: number): string =>
  `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;

/** Columns as wide as they need to be: the first one to the left, figures to the right. */
function grid(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)));
  return rows
    .map((cells) =>
      cells
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
