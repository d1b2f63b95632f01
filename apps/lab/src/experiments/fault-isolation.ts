import { join } from 'node:path';
import { ResourceSampler } from '../runtime/resource-sampler.ts';
import type { RunningSystem } from '../runtime/runtime.ts';
import type { Experiment, FigureMeaning, Sample } from './experiment.ts';
import {
  isCapability,
  memorySeries,
  sampleOf,
  streams,
  type FollowedResources,
} from './fault-isolation/sample.ts';
import { play, sceneLength, scenes } from './fault-isolation/scenes.ts';
import type { Results } from './results-view.ts';
import type { Stage } from './stage.ts';
import { variantArms, type VariantArm } from './variants.ts';
import { wait } from './wait.ts';

/** A process may have so much: as a container's limit would end a leak. */
const HEAP_MEGABYTES = 256;
/** So long everything is well before the first scene. */
const LEAD_SECONDS = 1;
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
          seconds: LEAD_SECONDS + scenes.length * length.all,
          warmUpSeconds,
          timeoutSeconds: 1,
          historyFile,
        }),
        wait(warmUpSeconds + LEAD_SECONDS, stage.signal).then(() => play(stage, system)),
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

/** Does something, and follows what the system's processes use meanwhile. */
async function following<Value>(
  system: RunningSystem,
  action: () => Promise<Value>,
): Promise<FollowedResources & { readonly value: Value }> {
  const since = Date.now();
  const sampler = ResourceSampler.start(system);
  try {
    return { value: await action(), since, resources: await sampler.stop() };
  } catch (error) {
    await sampler.stop();
    throw error;
  }
}
