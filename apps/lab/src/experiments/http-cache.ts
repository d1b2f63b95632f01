import { lessIsSo, wholeOf } from '../statistics/several-parts.ts';
import { signIn } from '../load/campus.ts';
import type { Campus } from '../load/order.ts';
import type { StoryName } from '../load/stories/index.ts';
import type { RunningSystem } from '../runtime/runtime.ts';
import { increases, requestsByCopy } from './copies.ts';
import type { Experiment, Sample } from './experiment.ts';
import { sumOf } from './outcomes.ts';
import type { Stage } from './stage.ts';
import { until } from './wait.ts';

const PER_SECOND = 150;
const isCatalog = (route: string): boolean => route.startsWith('/api/sections');

interface Mechanism {
  readonly title: string;
  readonly edgeCache: boolean;
  readonly story: StoryName;
}

const mechanisms: Readonly<Record<string, Mechanism>> = {
  none: { title: 'No cache', edgeCache: false, story: 'reread' },
  validators: { title: 'Browser with ETag', edgeCache: false, story: 'revisit' },
  edge: { title: 'Cache of one second in Nginx', edgeCache: true, story: 'reread' },
  both: { title: 'Both', edgeCache: true, story: 'revisit' },
};

/** What each way of caching saves, and what it costs in freshness. */
export const httpCache: Experiment = {
  id: 'http-cache',
  title: 'Caching the catalog',
  method: [
    `${PER_SECOND} requests per second for ten pages of the catalog, on the monolith behind Nginx: with no cache at all; by clients that keep a page and ask with its ETag; with the cache of one second in Nginx; with both.`,
    'Counted: requests that reach the application, by its own count; its processor time; bytes to the clients; p50.',
    'Then a registrar changes a title, and the page is asked for until it shows the new one.',
  ],
  limits: [
    'Catalog reads carry `Cache-Control: public, max-age=0, must-revalidate`: a browser always asks again. With a longer max-age or Expires it would not even ask, and would show old seats for as long.',
    'Last-Modified is not sent: it knows seconds, the ETag knows the content. A shared cache near the user is the claim `cdn`.',
  ],
  runtime: 'processes',
  runsInBoth: true,
  arms: Object.entries(mechanisms).map(([id, { title }]) => ({ id, title })),
  figures: {
    reached: { title: 'requests that reach the application', unit: '%', better: 'less' },
    cpu: { title: 'CPU of the application', unit: '% of a core', better: 'less' },
    kilobytes: { title: 'sent for a request', unit: 'kB', better: 'less', digits: 2 },
    notModified: { title: 'answered 304', unit: '%' },
    p50: { title: 'p50', unit: 'ms', better: 'less', digits: 2 },
    p99: { title: 'p99', unit: 'ms', better: 'less' },
    staleSeconds: { title: 'until a change is seen', unit: 's', better: 'less', digits: 2 },
  },
  async begin(stage) {
    const systems = new Map<boolean, { system: RunningSystem; campus: Campus }>();
    for (const cacheReads of [false, true]) {
      const system = await stage.start({ variant: 'monolith', edge: { cacheReads } });
      systems.set(cacheReads, { system, campus: await stage.campus(system.addresses.monolith!, 1) });
    }
    return {
      measure: (arm) => {
        const mechanism = mechanisms[arm]!;
        return measure(stage, mechanism, systems.get(mechanism.edgeCache)!);
      },
    };
  },
  judge(results) {
    const saved = ['validators', 'edge', 'both'].map((arm) => ({
      title: mechanisms[arm]!.title,
      cpu: results.ratio(arm, 'none', 'cpu'),
      reached: results.median(arm, 'reached'),
    }));
    const because = `Of all requests ${saved.map(({ title, reached, cpu }) => `${reached.toFixed(0)} % reach the application with "${title}", at ${(100 * cpu.median).toFixed(0)} % of the processor time without a cache`).join('; ')}.`;
    return { answer: wholeOf(saved.map(({ cpu }) => lessIsSo[cpu.difference])), because };
  },
  charts(results) {
    const bars = (title: string, unit: string, figure: string) => ({
      kind: 'bars' as const,
      title,
      unit,
      categories: Object.values(mechanisms).map((mechanism) => mechanism.title),
      series: [{ name: title, values: Object.keys(mechanisms).map((arm) => results.median(arm, figure)) }],
    });
    return [
      bars('Requests that reach the application', '%', 'reached'),
      bars('Processor time of the application', '% of a core', 'cpu'),
      bars('Bytes sent for a request', 'kB', 'kilobytes'),
    ];
  },
};

async function measure(
  stage: Stage,
  { story }: Mechanism,
  { system, campus }: { system: RunningSystem; campus: Campus },
): Promise<Sample> {
  const seconds = stage.seconds({ full: 20, quick: 5 });
  const warmUpSeconds = 2;
  const [requests, cpu] = [await requestsByCopy(system, isCatalog), await system.cpuSeconds()];
  const outcome = await stage.load({
    address: system.addresses.monolith!,
    campus,
    streams: [{ story, perSecond: PER_SECOND }],
    seconds,
    warmUpSeconds,
  });
  const reached = increases(requests, await requestsByCopy(system, isCatalog))['monolith']!;
  const cpuSeconds = increases(cpu, await system.cpuSeconds())['monolith']!;
  const answered = sumOf(outcome, 'succeeded');
  const { latencyMs, answers } = outcome.purposes['catalog']!;
  return {
    figures: {
      reached: (100 * reached) / outcome.sentInAll,
      cpu: (100 * cpuSeconds) / (seconds + warmUpSeconds),
      kilobytes: sumOf(outcome, 'bytes') / answered / 1000,
      notModified: (100 * (answers['304'] ?? 0)) / answered,
      p50: latencyMs.p50,
      p99: latencyMs.p99,
      staleSeconds: await untilSeen(stage, system, campus),
    },
    generatorLimited: outcome.generator.limited,
  };
}

/** From a registrar's change to the moment when a reader sees it, in seconds. */
async function untilSeen(stage: Stage, { addresses }: RunningSystem, { sections }: Campus): Promise<number> {
  const address = addresses.monolith!;
  const { accessToken } = await signIn(address, 'registrar', stage.signal);
  const path = `${address}/api/sections/${sections[0]!.id}`;
  const titleNow = async () => ((await (await fetch(path)).json()) as { title: string }).title;
  // Whatever caches the page has it now.
  const before = await titleNow();
  const title = `${before.replace(/ \(.*\)$/, '')} (${Date.now()})`;
  const changed = await fetch(path, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ title }),
  });
  if (!changed.ok) throw new Error(`A title could not be changed: ${await changed.text()}`);
  const seconds = await until(async () => (await titleNow()) === title, 20, stage.signal);
  if (seconds === undefined) throw new Error('A changed title was not seen within 20 s.');
  return seconds;
}
