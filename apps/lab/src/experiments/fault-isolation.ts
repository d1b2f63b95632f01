import { join } from 'node:path';
import type { LoadOutcome, Second, Stream } from '../load/order.ts';
import { ResourceSampler, type ResourceSeries } from '../runtime/resource-sampler.ts';
import type { RunningSystem } from '../runtime/runtime.ts';
import type { Experiment, Fact, FigureMeaning, Sample, Series } from './experiment.ts';
import type { Results } from './results-view.ts';
import type { Stage } from './stage.ts';
import { variantArms, type VariantArm } from './variants.ts';
import { until, wait } from './wait.ts';

/** The modules that fail, and the one or more capabilities that are theirs. */
const victims = { notification: ['notifications'], catalog: ['section'] } as const;
type Victim = keyof typeof victims;

const faults = {
  crash: { title: 'crash', body: () => ({ kind: 'crash' }) },
  hang: { title: 'hang', body: () => ({ kind: 'hang' }) },
  'busy-loop': { title: 'busy loop', body: (seconds: number) => ({ kind: 'busy-loop', seconds }) },
  leak: { title: 'memory leak', body: () => ({ kind: 'leak', megabytesPerSecond: 200 }) },
} as const;
type Fault = keyof typeof faults;

const scenes = (Object.keys(victims) as Victim[]).flatMap((victim) =>
  (Object.keys(faults) as Fault[]).map((fault) => ({
    victim,
    fault,
    id: `${victim} ${fault}`,
    title: `${victim}: ${faults[fault].title}`,
  })),
);

/** What users do meanwhile; each is counted by itself. */
const capabilities = ['identity', 'section', 'enrol', 'timetable', 'account', 'notifications'] as const;
const isCapability = (name: string): boolean => (capabilities as readonly string[]).includes(name);
const streams: readonly Stream[] = capabilities.map((story) => ({ story, perSecond: 8 }));
/** A process may have so much: as a container's limit would end a leak. */
const HEAP_MEGABYTES = 256;
/** What a fault does to others is over so long after its end. */
const RECOVERING_MS = 2_000;
/** At least such a share of requests served counts as "the rest goes on". */
const GOES_ON = 95;

const meaning = (words: string): FigureMeaning => ({ title: words, unit: '%', better: 'more' });

/** Whether a fault in one module takes the others down. */
export const faultIsolation: Experiment = {
  id: 'fault-isolation',
  title: 'A fault in one module',
  method: [
    'Eight requests per second for each of six capabilities, whether answers come or not: who am I, a section, enrolling and dropping, timetable, account, notifications. A request without an answer for one second has failed.',
    'Then a fault in one module, in the notification module and in the catalog: a crash (thrown where nobody catches), a hang (nothing of the module ever answers), a busy loop, and a memory leak. After some seconds the hang and the leak are mended; a process that ended is started again, as any supervisor does.',
    `For each fault: the share of requests that were served from its beginning to its end and two seconds more, for the capability that is the module's own, and for all the others; for each capability also before and after, and second by second, beside the memory of each process. Heaps are limited to ${HEAP_MEGABYTES} MB.`,
    'In the end all databases, and all that the students were told, are checked by the rules of `npm run verify`.',
  ],
  limits: [
    'One copy of each process: with more copies Nginx goes on with those that are left (`failover`).',
    'A hang is of the module: the event loop of its process goes on. In the monolith a module that calls it waits for as long as it hangs; between processes each call has a deadline.',
    'Whether an answer is complete is not looked at: a timetable that says that the catalog is missing counts as served.',
  ],
  runtime: 'processes',
  runsInBoth: true,
  arms: variantArms,
  rounds: { full: 3, quick: 1 },
  figures: {
    ...Object.fromEntries(
      scenes.flatMap(({ id, title }) => [
        [`${id} others`, meaning(`${title}: the other capabilities served`)],
        [`${id} own`, meaning(`${title}: its own capability served`)],
      ]),
    ),
    violations: { title: 'lost, doubled or half done', unit: '', better: 'less', digits: 0 },
  },
  async begin(stage) {
    return { measure: (arm) => measure(stage, arm as VariantArm) };
  },
  judge,
  charts: (results) => [
    {
      kind: 'bars',
      title: 'Other capabilities served during a fault',
      unit: '%',
      categories: scenes.map(({ title }) => title),
      series: variantArms.map(({ id, title }) => ({
        name: title,
        values: scenes.map((scene) =>
          results.has(id, `${scene.id} others`) ? results.median(id, `${scene.id} others`) : null,
        ),
      })),
    },
    ...variantArms.map(({ id, title }) => ({
      kind: 'lines' as const,
      title: `${title}: requests of each capability that were served, second by second`,
      xTitle: 'seconds',
      yTitle: '% of those that ended in the second',
      series: results.series(id).filter(({ name }) => isCapability(name)),
      marks: results.marks(id),
    })),
    ...variantArms.map(({ id, title }) => ({
      kind: 'lines' as const,
      title: `${title}: memory of each process`,
      xTitle: 'seconds',
      yTitle: 'MB',
      series: results.series(id).filter(({ name }) => !isCapability(name)),
      marks: results.marks(id),
    })),
  ],
};

/** The claim has two halves: the monolith goes down, the microservices do not. */
export function judge(results: Results): ReturnType<Experiment['judge']> {
  const hurt = (arm: VariantArm) =>
    scenes.filter(({ id }) => results.median(arm, `${id} others`) < GOES_ON).map(({ id }) => id);
  const [monolith, msa] = [hurt('monolith'), hurt('msa')];
  const violations = Math.max(results.median('monolith', 'violations'), results.median('msa', 'violations'));
  const because = [
    `Of ${scenes.length} faults ${monolith.length} took other capabilities of the monolith below ${GOES_ON} %`,
    ` and ${msa.length} those of the microservices${msa.length > 0 ? ` (${msa.join(', ')})` : ''}.`,
    ` ${violations === 0 ? 'No enrolment was lost, doubled or half done' : `${violations} rules of consistency were violated`}.`,
  ].join('');
  if (monolith.length === 0) return { answer: 'does not hold', because };
  if (msa.length === 0 && monolith.length === scenes.length) return { answer: 'holds', because };
  return { answer: msa.length < monolith.length ? 'depends' : 'does not hold', because };
}

async function measure(stage: Stage, variant: VariantArm): Promise<Sample> {
  const system = await stage.start({
    variant,
    faults: true,
    environment: { NODE_OPTIONS: `--max-old-space-size=${HEAP_MEGABYTES}` },
  });
  try {
    const campus = await stage.campus(system.addresses[variant]!, 60);
    const historyFile = join(stage.folder, `history-${variant}-${Date.now()}.jsonl`);
    const length = sceneLength(stage);
    const warmUpSeconds = 2;
    const { value, ...followed } = await following(system, () =>
      Promise.all([
        stage.load({
          address: system.addresses[variant]!,
          campus,
          streams,
          seconds: scenes.length * length.all,
          warmUpSeconds,
          timeoutSeconds: 1,
          historyFile,
        }),
        wait(warmUpSeconds, stage.signal).then(() => play(stage, system)),
      ]),
    );
    const [outcome, moments] = value;
    const { violations, report } = await stage.verify(system, variant, historyFile);
    if (violations > 0) stage.say(report);
    const sample = sampleOf(outcome, moments, violations);
    return { ...sample, series: [...sample.series, ...memorySeries(system, followed, outcome.beganAt)] };
  } finally {
    await stage.stop(system);
  }
}

/** Of one scene, in seconds: quiet, the fault, and recovering. */
function sceneLength({ form }: Stage) {
  const [quiet, fault, rest] = form === 'full' ? [2, 6, 8] : form === 'quick' ? [1, 3, 4] : [1, 1, 3];
  return { quiet, fault, rest, all: quiet + fault + rest };
}

interface Moment {
  readonly id: string;
  readonly title: string;
  readonly victim: Victim;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** When the next one's quiet second begins. */
  readonly over: number;
}

/** Lets one fault after the other happen. */
async function play(stage: Stage, system: RunningSystem): Promise<Moment[]> {
  const { quiet, fault: seconds, all } = sceneLength(stage);
  const begun = Date.now();
  const moments: Moment[] = [];
  for (const [index, { id, title, victim, fault }] of scenes.entries()) {
    await wait((begun + (index * all + quiet) * 1000 - Date.now()) / 1000, stage.signal);
    const { name } = system.processes().find(({ contexts }) => contexts.includes(victim))!;
    const path = `/faults/modules/${victim}`;
    const from = Date.now();
    await system.ask(name, path, { method: 'PUT', body: faults[fault].body(seconds) });
    await wait(seconds, stage.signal);
    const to = Date.now();
    if (fault === 'hang' || fault === 'leak')
      await system.ask(name, path, { method: 'DELETE' }).catch(() => undefined);
    // The supervisor waits longer after each end; here every fault is to meet a process that runs.
    const ready = await until(
      async () => (await system.ask(name, '/readyz')).status === 200,
      all - quiet - seconds - 1,
      stage.signal,
    );
    if (ready === undefined) {
      await system.kill(name);
      await system.start(name);
    }
    moments.push({ id, title, victim, from, to, over: begun + (index + 1) * all * 1000 });
  }
  return moments;
}

interface Followed {
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly resources: ResourceSeries;
}

/** Does something, and follows what the system's processes use meanwhile. */
async function following<Value>(
  system: RunningSystem,
  action: () => Promise<Value>,
): Promise<Followed & { readonly value: Value }> {
  const since = Date.now();
  const sampler = ResourceSampler.start(system);
  try {
    return { value: await action(), since, resources: await sampler.stop() };
  } catch (error) {
    await sampler.stop();
    throw error;
  }
}

/** The memory of each service process, in MB by the seconds of the load's measured part. */
function memorySeries(system: RunningSystem, { since, resources }: Followed, beganAt: number): Series[] {
  return system.processes().map(({ name }) => ({
    name,
    points: (resources[name] ?? [])
      .map(({ at, memoryBytes }) => [at + (since - beganAt) / 1000, memoryBytes / 1_000_000] as const)
      .filter(([second]) => second >= 0)
      .map(([second, megabytes]) => [Number(second.toFixed(1)), Math.round(megabytes)] as const),
  }));
}

function sampleOf(
  outcome: LoadOutcome,
  moments: readonly Moment[],
  violations: number,
): Sample & { readonly series: readonly Series[] } {
  const figures: Record<string, number> = { violations };
  for (const { id, victim, from, to } of moments) {
    const own: readonly string[] = victims[victim];
    const others = capabilities.filter((capability) => !own.includes(capability));
    figures[`${id} own`] = served(outcome, own, from, to + RECOVERING_MS);
    figures[`${id} others`] = served(outcome, others, from, to + RECOVERING_MS);
  }
  return {
    figures,
    series: capabilities.map((name) => ({
      name,
      points: (outcome.purposes[name]?.bySecond ?? []).map(
        (second, index) => [index, servedOf([second])] as const,
      ),
    })),
    marks: moments.map(({ title, from }) => ({ x: (from - outcome.beganAt) / 1000, label: title })),
    facts: moments.map((moment) => factOf(outcome, moment)),
    generatorLimited: outcome.generator.limited,
  };
}

/** What was served of each capability before, during and after a fault, in percent. */
function factOf(outcome: LoadOutcome, { title, from, to, over }: Moment): Fact {
  const recovered = to + RECOVERING_MS;
  return {
    'served before, during and after (%)': title,
    ...Object.fromEntries(
      capabilities.map((name) => {
        const parts = [
          // The last whole second before it.
          served(outcome, [name], from - 1000, from - 1000),
          served(outcome, [name], from, recovered),
          served(outcome, [name], recovered + 1000, Math.max(recovered + 1000, over - 1000)),
        ];
        return [name, parts.map((part) => part.toFixed(0)).join(', ')];
      }),
    ),
  };
}

/** Which share of the requests was served in the seconds from one moment to another, both included, in percent. */
function served(outcome: LoadOutcome, of: readonly string[], from: number, to: number): number {
  const [first, last] = [from, to].map((at) => Math.max(0, Math.floor((at - outcome.beganAt) / 1000)));
  return servedOf(of.flatMap((purpose) => outcome.purposes[purpose]?.bySecond.slice(first, last! + 1) ?? []));
}

/** Nothing is served where nothing was answered. */
function servedOf(seconds: readonly Second[]): number {
  const good = seconds.reduce((sum, { succeeded, refused }) => sum + succeeded + refused, 0);
  const bad = seconds.reduce((sum, { failed }) => sum + failed, 0);
  return good + bad === 0 ? 0 : (100 * good) / (good + bad);
}
