import type { Campus, LoadOutcome, Stream } from '../load/order.ts';
import type { RunningSystem } from '../runtime/runtime.ts';
import { increases, requestsByCopy } from './copies.ts';
import type { Experiment, Sample } from './experiment.ts';
import type { Results } from './results-view.ts';
import { lessIsSo, partOf, wholeOf } from '../statistics/several-parts.ts';
import { SLOW_RHYTHM, whileSlow } from './slow-copy.ts';
import type { Stage, StageRun } from './stage.ts';

const COPIES = 3;
const SLOW = 'monolith-3';
const SHORT: Stream = { story: 'section', perSecond: 120 };
const LONG: Stream = { story: 'compute-long', perSecond: 5 };

type Scene = 'equal' | 'slow' | 'mixed';

interface Algorithm {
  readonly title: string;
  readonly edge: NonNullable<StageRun['edge']>;
  /** In which of the scenes a quick run looks at it: those of which the claim says something. */
  readonly quickly: readonly Scene[];
}

const algorithms: Readonly<Record<string, Algorithm>> = {
  'round-robin': {
    title: 'Round robin',
    edge: { algorithm: 'round-robin' },
    quickly: ['equal', 'slow', 'mixed'],
  },
  weights: {
    title: 'Weights 4:4:1',
    edge: { weights: { monolith: 4, 'monolith-2': 4, [SLOW]: 1 } },
    quickly: ['slow'],
  },
  'least-conn': {
    title: 'Least connections',
    edge: { algorithm: 'least-conn' },
    quickly: ['slow', 'mixed'],
  },
  'random-two-least-conn': {
    title: 'Random two, least connections',
    edge: { algorithm: 'random-two-least-conn' },
    quickly: ['mixed'],
  },
  'ip-hash': { title: 'IP hash', edge: { algorithm: 'ip-hash' }, quickly: ['equal'] },
};

/** Which way of spreading requests suits which servers and which work. */
export const loadBalancing: Experiment = {
  id: 'load-balancing',
  title: 'Spreading requests over copies',
  method: [
    `Three copies of the monolith behind Nginx for each algorithm; ${SHORT.perSecond} people per second look at a section, spread over the second, whether answers come or not.`,
    `Three scenes: all copies equal; one copy slow (kept from running for ${SLOW_RHYTHM.stoppedMs} of every ${SLOW_RHYTHM.stoppedMs + SLOW_RHYTHM.runningMs} ms); all equal, with ${LONG.perSecond} requests per second among the others that compute for a tenth of a second or longer.`,
    'Counted: p50, p90 and p99 of the short requests, and the share of the requests that the busiest and the slow copy got, by the copies’ own counts. Judged by p90: a third of the requests meet the slow copy by round robin, a ninth with weights, and p99 is that of the slow copy with either.',
  ],
  limits: [
    'All requests come from one address, as those of a campus behind one gateway do. So IP hash sends all of them to one copy; with many addresses it would spread them.',
    'A quick run looks at each algorithm only in the scenes of which the claim says something.',
    'Least response time is not in open-source Nginx.',
    'All copies share the cores of one machine.',
  ],
  runtime: 'processes',
  arms: Object.entries(algorithms).map(([id, { title }]) => ({ id, title })),
  figures: {
    equalP90: { title: 'p90, equal copies', unit: 'ms', better: 'less' },
    slowP90: { title: 'p90, one copy slow', unit: 'ms', better: 'less' },
    mixedP90: { title: 'p90, long requests among them', unit: 'ms', better: 'less' },
    equalP99: { title: 'p99, equal copies', unit: 'ms', better: 'less' },
    slowP99: { title: 'p99, one copy slow', unit: 'ms', better: 'less' },
    mixedP99: { title: 'p99, long requests among them', unit: 'ms', better: 'less' },
    equalP50: { title: 'p50, equal copies', unit: 'ms', better: 'less' },
    slowP50: { title: 'p50, one copy slow', unit: 'ms', better: 'less' },
    mixedP50: { title: 'p50, long requests among them', unit: 'ms', better: 'less' },
    equalShare: { title: 'share of the busiest copy, equal copies', unit: '%', digits: 0 },
    slowShare: { title: 'share of the slow copy', unit: '%', digits: 0 },
  },
  async begin(stage) {
    const systems = new Map<string, { system: RunningSystem; campus: Campus }>();
    for (const [id, { title, edge }] of Object.entries(algorithms)) {
      stage.say(`starting three copies behind ${title.toLowerCase()}`);
      const system = await stage.start({
        variant: 'monolith',
        replicas: { monolith: COPIES },
        faults: true,
        edge: { cacheReads: false, ...edge },
      });
      const campus = await stage.campus(system.addresses.monolith!, 40);
      // Fresh processes are slow until their hot code is compiled.
      const warmUp = { address: system.addresses.monolith!, campus, streams: [SHORT], seconds: 3 };
      await stage.load({ ...warmUp, warmUpSeconds: 0 });
      systems.set(id, { system, campus });
    }
    return {
      measure: (arm) => {
        const { system, campus } = systems.get(arm)!;
        const scenes = stage.form === 'full' ? everyScene : algorithms[arm]!.quickly;
        return measure(stage, system, campus, scenes);
      },
    };
  },
  judge,
  charts: (results) => [
    {
      kind: 'bars',
      title: 'p90 of a short request',
      unit: 'ms',
      categories: Object.values(algorithms).map(({ title }) => title),
      series: [
        ['equalP90', 'equal copies'],
        ['slowP90', 'one copy slow'],
        ['mixedP90', 'long requests among them'],
      ].map(([figure, name]) => ({
        name: name!,
        values: Object.keys(algorithms).map((arm) =>
          results.has(arm, figure!) ? results.median(arm, figure!) : null,
        ),
      })),
    },
  ],
};

/** The claim has several parts; each is looked at by itself. */
export function judge(results: Results): ReturnType<Experiment['judge']> {
  const helps = (arm: string, figure: string) =>
    lessIsSo[results.ratio(arm, 'round-robin', figure).difference];
  const parts = [
    {
      words: 'round robin spreads evenly over equal copies',
      answer: partOf(results.values('round-robin', 'equalShare'), (share) => share < 100 / COPIES + 5),
    },
    { words: 'weights help with a slow copy', answer: helps('weights', 'slowP90') },
    { words: 'least connections help with a slow copy', answer: helps('least-conn', 'slowP90') },
    {
      words: 'least connections help where long requests are among short ones',
      answer: helps('least-conn', 'mixedP90'),
    },
    {
      words: 'IP hash keeps an address on one copy',
      answer: partOf(results.values('ip-hash', 'equalShare'), (share) => share > 99),
    },
  ];
  const because = (['so', 'not so', 'inside the noise'] as const)
    .map(
      (answer) => [answer, parts.filter((part) => part.answer === answer).map(({ words }) => words)] as const,
    )
    .filter(([, words]) => words.length > 0)
    .map(([answer, words]) => `${titles[answer]}: ${words.join('; ')}.`)
    .join(' ');
  return { answer: wholeOf(parts.map(({ answer }) => answer)), because };
}

const titles = { so: 'Seen', 'not so': 'The contrary seen', 'inside the noise': 'Inside the noise' } as const;

const everyScene: readonly Scene[] = ['equal', 'slow', 'mixed'];

async function measure(
  stage: Stage,
  system: RunningSystem,
  campus: Campus,
  scenes: readonly Scene[],
): Promise<Sample> {
  const seconds = stage.seconds({ full: 15, quick: 3 });
  const load = (streams: readonly Stream[]) =>
    stage.load({ address: system.addresses.monolith!, campus, streams, seconds, warmUpSeconds: 1 });
  const play: Record<Scene, () => Promise<LoadOutcome>> = {
    equal: () => load([SHORT]),
    slow: () => whileSlow(system, SLOW, stage.signal, () => load([SHORT])),
    mixed: () => load([SHORT, LONG]),
  };

  const sample = { figures: {} as Record<string, number>, generatorLimited: false };
  for (const scene of scenes) {
    const { outcome, shares } = await counted(system, play[scene]);
    const latency = outcome.purposes['section']?.latencyMs;
    if (latency)
      Object.assign(sample.figures, {
        [`${scene}P50`]: latency.p50,
        [`${scene}P90`]: latency.p90,
        [`${scene}P99`]: latency.p99,
      });
    if (scene === 'equal') sample.figures['equalShare'] = Math.max(...Object.values(shares));
    if (scene === 'slow') sample.figures['slowShare'] = shares[SLOW]!;
    sample.generatorLimited ||= outcome.generator.limited;
  }
  return sample;
}

/** The load's outcome, and which share of the requests each copy got, in percent. */
async function counted(system: RunningSystem, load: () => Promise<LoadOutcome>) {
  const before = await requestsByCopy(system);
  const outcome = await load();
  const added = increases(before, await requestsByCopy(system));
  const all = Object.values(added).reduce((sum, count) => sum + count, 0);
  const shares = Object.fromEntries(
    Object.entries(added).map(([name, count]) => [name, (100 * count) / all]),
  );
  return { outcome, shares };
}
