import { availableParallelism, cpus, totalmem } from 'node:os';
import type { EnrolResults } from '../enrol/enrol.ts';
import type { EnrolOptions } from '../enrol/options.ts';
import { comparisons, figures } from './figures.ts';

/** Everything that was measured and where, for programs. */
export function asJson(results: EnrolResults, options: EnrolOptions): unknown {
  return {
    benchmark: 'enrol',
    at: new Date().toISOString(),
    machine: {
      cpu: cpus()[0]?.model,
      cores: availableParallelism(),
      memoryBytes: totalmem(),
      node: process.version,
      postgres: results.postgres,
      ceilingBy: results.ceilingBy,
    },
    options,
    figures: results.cells.map(figures),
    ratios: comparisons(results.cells),
    rounds: results.cells,
  };
}
