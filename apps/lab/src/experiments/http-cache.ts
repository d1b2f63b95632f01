import type { Ratio } from '../statistics/ratio.ts';
import { partOf, wholeOf } from '../statistics/several-parts.ts';
import { Browser } from '../load/browser.ts';
import { signIn } from '../load/campus.ts';
import type { Campus } from '../load/order.ts';
import { OWN_COPY } from '../load/recorder.ts';
import type { RunningSystem } from '../runtime/runtime.ts';
import { increases, requestsByCopy } from './copies.ts';
import type { Experiment, Sample, Verdict } from './experiment.ts';
import { sumOf } from './outcomes.ts';
import type { Results } from './results-view.ts';
import type { Stage, StageRun } from './stage.ts';
import { until } from './wait.ts';

const PER_SECOND = 150;
/** How long a browser may keep a page where it may. */
const KEEP_SECONDS = 3;
/** Percent of the looks; where more reach the application, hardly any work is kept from it. */
const MOST_REACHED = 95;
const isCatalog = (route: string): boolean => route.startsWith('/api/sections');

interface Mechanism {
  readonly title: string;
  /** What the edge does; arms with the same edge share a system. */
  readonly edge: 'plain' | 'keep' | 'cache' | 'keep and cache';
  readonly hasCache: boolean;
}

const mechanisms: Readonly<Record<string, Mechanism>> = {
  none: { title: 'No cache', edge: 'plain', hasCache: false },
  validators: { title: 'Browser with ETag', edge: 'plain', hasCache: true },
  kept: { title: `Browser with max-age of ${KEEP_SECONDS} s`, edge: 'keep', hasCache: true },
  edge: { title: 'Cache of one second in Nginx', edge: 'cache', hasCache: false },
  all: { title: 'All together', edge: 'keep and cache', hasCache: true },
};
const saving = Object.keys(mechanisms).filter((arm) => arm !== 'none');

const edges: Readonly<Record<Mechanism['edge'], StageRun['edge']>> = {
  plain: { cacheReads: false },
  keep: { cacheReads: false, keepSeconds: KEEP_SECONDS },
  cache: { cacheReads: true },
  'keep and cache': { cacheReads: true, keepSeconds: KEEP_SECONDS },
};

/** What each way of caching saves, and what it costs in freshness. */
export const httpCache: Experiment = {
  id: 'http-cache',
  title: 'Caching the catalog',
  method: [
    `${PER_SECOND} people look at one of ten pages of the catalog, each once in a second, on the monolith behind Nginx: with no cache at all; by browsers that keep a page and ask each time whether it has changed (ETag), as the API has it; by browsers that need not ask for ${KEEP_SECONDS} s (max-age and Expires, which Nginx adds for this); with the cache of one second in Nginx; with all of them.`,
    'The browsers have caches of their own, by the rules of HTTP (RFC 9111). Counted: looks that reach the application, by its own count; its processor time; bytes to the clients; p50 of a look.',
    'Then a registrar changes a title that somebody has just looked at, and this one looks again until it shows.',
    `A mechanism counts as one that saves work where fewer than ${MOST_REACHED} % of the looks reach the application, in every round, and its processor time does not rise beyond the noise.`,
  ],
  meaning: [
    'Asking whether a page has changed (ETag) saves the network and never shows anything old, but every look still comes, and the answer is made before it can be compared. What saves the server is whatever may answer without asking it, and the price is the time for which people may see what was.',
  ],
  limits: [
    'Catalog reads carry `Cache-Control: public, max-age=0, must-revalidate`: a browser of today always asks again. What a longer max-age saves depends on how often people look at the same page; everybody here does once in a second.',
    'Last-Modified is not sent: it knows seconds, the ETag knows the content. A shared cache near the user is the claim `cdn`.',
  ],
  runtime: 'processes',
  runsInBoth: true,
  arms: Object.entries(mechanisms).map(([id, { title }]) => ({ id, title })),
  figures: {
    reached: { title: 'looks that reach the application', unit: '%', better: 'less' },
    cpu: { title: 'CPU of the application', unit: '% of a core', better: 'less' },
    kilobytes: { title: 'sent for a look', unit: 'kB', better: 'less', digits: 2 },
    notModified: { title: 'answered 304', unit: '%' },
    ownCopy: { title: 'shown from the browser’s own copy', unit: '%' },
    p50: { title: 'p50', unit: 'ms', better: 'less', digits: 2 },
    p99: { title: 'p99', unit: 'ms', better: 'less' },
    staleSeconds: { title: 'until a change is seen', unit: 's', better: 'less', digits: 2 },
  },
  async begin(stage) {
    const systems = new Map<string, { system: RunningSystem; campus: Campus }>();
    for (const [name, edge] of Object.entries(edges)) {
      const system = await stage.start({ variant: 'monolith', edge: edge! });
      systems.set(name, { system, campus: await stage.campus(system.addresses.monolith!, 1) });
    }
    return {
      measure: (arm) => {
        const mechanism = mechanisms[arm]!;
        return measure(stage, mechanism, systems.get(mechanism.edge)!);
      },
    };
  },
  judge,
  charts(results) {
    const bars = (title: string, unit: string, figure: string) => ({
      kind: 'bars' as const,
      title,
      unit,
      categories: Object.values(mechanisms).map((mechanism) => mechanism.title),
      series: [{ name: title, values: Object.keys(mechanisms).map((arm) => results.median(arm, figure)) }],
    });
    return [
      bars('Looks that reach the application', '%', 'reached'),
      bars('Processor time of the application', '% of a core', 'cpu'),
      bars('Bytes sent for a look', 'kB', 'kilobytes'),
      bars('Until a change is seen', 's', 'staleSeconds'),
    ];
  },
};

/**
 * A mechanism saves the server work where it keeps looks from it, and does not cost more processor time than it saves. What each saves in
 * processor time and in bytes is told beside.
 */
export function judge(results: Results): Verdict {
  const parts = saving.map((arm) => {
    const reached = partOf(results.values(arm, 'reached'), (share) => share < MOST_REACHED);
    const [cpu, bytes] = [results.ratio(arm, 'none', 'cpu'), results.ratio(arm, 'none', 'kilobytes')];
    const noise = cpu.difference === 'inside-noise' ? ' (inside the noise)' : '';
    return {
      answer: cpu.difference === 'more' ? ('not so' as const) : reached,
      told: `"${mechanisms[arm]!.title}": ${results.median(arm, 'reached').toFixed(0)} % of the looks reach the application; it takes ${percentOf(cpu)} of the processor time${noise} and ${percentOf(bytes)} of the bytes that it takes without a cache`,
    };
  });
  return {
    answer: wholeOf(parts.map(({ answer }) => answer)),
    because: `${parts.map(({ told }) => told).join('. ')}.`,
  };
}

const percentOf = ({ median }: Ratio): string => `${(100 * median).toFixed(0)} %`;

async function measure(
  stage: Stage,
  { hasCache }: Mechanism,
  { system, campus }: { system: RunningSystem; campus: Campus },
): Promise<Sample> {
  const warmUpSeconds = 2;
  // With the warm-up a whole number of times as long as a page is kept: everybody begins without one.
  const seconds = stage.seconds({
    full: 7 * KEEP_SECONDS - warmUpSeconds,
    quick: 2 * KEEP_SECONDS - warmUpSeconds,
  });
  const [requests, cpu] = [await requestsByCopy(system, isCatalog), await system.cpuSeconds()];
  const outcome = await stage.load({
    address: system.addresses.monolith!,
    campus,
    streams: [{ story: 'reread', perSecond: PER_SECOND, browser: { hasCache } }],
    seconds,
    warmUpSeconds,
  });
  const reached = increases(requests, await requestsByCopy(system, isCatalog))['monolith']!;
  const cpuSeconds = increases(cpu, await system.cpuSeconds())['monolith']!;
  const answered = sumOf(outcome, 'succeeded');
  if (answered === 0) throw new Error('Not one look at the catalog was answered.');
  const { latencyMs, answers } = outcome.purposes['catalog']!;
  return {
    figures: {
      reached: (100 * reached) / outcome.sentInAll,
      cpu: (100 * cpuSeconds) / (seconds + warmUpSeconds),
      kilobytes: sumOf(outcome, 'bytes') / answered / 1000,
      ownCopy: (100 * (answers[OWN_COPY] ?? 0)) / answered,
      notModified: (100 * (answers['304'] ?? 0)) / answered,
      p50: latencyMs.p50,
      p99: latencyMs.p99,
      staleSeconds: await untilSeen(stage, system, campus, hasCache),
    },
    generatorLimited: outcome.generator.limited,
  };
}

/** From a registrar's change to the moment when a reader sees it who has looked at the page just before, in seconds. */
async function untilSeen(
  stage: Stage,
  { addresses }: RunningSystem,
  { sections }: Campus,
  hasCache: boolean,
): Promise<number> {
  const address = addresses.monolith!;
  const { accessToken } = await signIn(address, 'registrar', stage.signal);
  const path = `/api/sections/${sections[0]!.id}`;
  const reader = new Browser(address, 5_000, { hasCache });
  const titleNow = async () => {
    const { body } = await reader.look(path);
    return (JSON.parse(body) as { title: string }).title;
  };
  try {
    // Whatever caches the page has it now.
    const before = await titleNow();
    const title = `${before.replace(/ \(.*\)$/, '')} (${Date.now()})`;
    const changed = await fetch(address + path, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ title }),
    });
    if (!changed.ok) throw new Error(`A title could not be changed: ${await changed.text()}`);
    const seconds = await until(async () => (await titleNow()) === title, 20, stage.signal);
    if (seconds === undefined) throw new Error('A changed title was not seen within 20 s.');
    return seconds;
  } finally {
    reader.close();
  }
}
