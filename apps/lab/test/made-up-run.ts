import type { BarChart, LineChart, Sample } from '../src/experiments/experiment.ts';
import type { Declaration } from '../src/report/report-model.ts';
import type { ExperimentResult, LabResults } from '../src/report/results.ts';

/** Bars of two series; one bar is missing, and a name looks like HTML. */
export const bars: BarChart = {
  kind: 'bars',
  title: 'Memory & <script>more</script>',
  unit: 'MB',
  categories: ['idle', 'at the load'],
  series: [
    { name: 'Monolith', values: [120, 180.5] },
    { name: 'Micro<b>services</b>', values: [512.25, null] },
  ],
};

/** A minute of four capabilities per second, with a fault that begins and ends. */
export const lines: LineChart = {
  kind: 'lines',
  title: 'Success while the module hangs',
  xTitle: 'seconds',
  yTitle: '% answered',
  series: ['sign in', 'browse', 'enrol', 'timetable'].map((name, index) => ({
    name,
    points: Array.from({ length: 60 }, (_, second): [number, number] => [
      second,
      second > 20 && second < 40 ? 100 - 25 * index : 100,
    ]),
  })),
  marks: [
    { x: 20, label: 'fault begins' },
    { x: 24, label: 'taken out by the proxy' },
    { x: 40, label: 'healed' },
  ],
};

const declaration = (id: string, title: string): Declaration => ({
  id,
  title,
  method: ['Both are started, one after the other.'],
  limits: ['One machine only.'],
  runtime: 'processes',
  arms: [
    { id: 'monolith', title: 'Monolith' },
    { id: 'msa', title: 'Microservices' },
  ],
  figures: {
    perSecond: { title: 'throughput', unit: '1/s', better: 'more', digits: 0 },
    p95: { title: 'p95', unit: 'ms', better: 'less' },
  },
  charts: () => [],
});

/** Experiments that were never made. */
export const declarations: readonly Declaration[] = [
  {
    ...declaration('footprint', 'What it takes <i>to run</i> each variant'),
    meaning: ['Small teams pay first.'],
    charts: () => [bars, lines],
  },
  declaration('failover', 'Whether users notice'),
  {
    ...declaration('deploy', 'Releasing one module'),
    charts: (results) => {
      results.median('msa', 'perSecond');
      return [];
    },
  },
  declaration('capacity', 'How many students'),
];

/** A round of both arms. */
export const round = (monolith: Sample, msa?: Sample): ExperimentResult['rounds'][number] =>
  ({ monolith, ...(msa && { msa }) }) as ExperimentResult['rounds'][number];

/** The result of an experiment, finished if nothing else is said. */
export const result = (
  id: string,
  rounds: ExperimentResult['rounds'],
  more: Partial<ExperimentResult> = {},
): ExperimentResult => ({
  id,
  state: 'done',
  startedAt: '2026-11-02T10:00:00.000Z',
  seconds: 200,
  roundsWanted: 3,
  rounds,
  ...more,
});

/** Three rounds in which the microservices lack a p95 twice, and were measured by a busy generator once. */
export const footprintRounds: ExperimentResult['rounds'] = [
  round(
    { figures: { perSecond: 800, p95: 10 } },
    { figures: { perSecond: 500, p95: 30 }, generatorLimited: true },
  ),
  round({ figures: { perSecond: 812, p95: 11 } }, { figures: { perSecond: 510 } }),
  round(
    { figures: { perSecond: 824, p95: 12 }, facts: [{ part: 'a | b', ok: true }] },
    { figures: { perSecond: 520 } },
  ),
];

/** A run with one experiment of each kind: judged, failed, interrupted, never begun. */
export const madeUpRun = (more: Partial<LabResults> = {}): LabResults => ({
  schema: 'sugang-lab-results/1',
  form: 'quick',
  startedAt: '2026-11-02T10:00:00.000Z',
  finishedAt: '2026-11-02T10:20:00.000Z',
  asked: ['footprint', 'failover', 'deploy', 'capacity'],
  machine: { cpu: 'A Processor', cores: 2, memoryBytes: 8e9, system: 'Linux 6.1', loadAverage: 0.5 },
  versions: { sugang: '0123456789ab', node: 'v24.0.0', nginx: '1.30.1', postgres: '18.4.0' },
  experiments: [
    result('footprint', footprintRounds, {
      verdict: { answer: 'holds', because: 'They take 2 × the memory & <b>more</b>.' },
    }),
    result('failover', [], { state: 'failed', error: 'Nginx did not start.' }),
    result('deploy', [round({ figures: { perSecond: 5 } })], { state: 'measuring' }),
  ],
  ...more,
});
