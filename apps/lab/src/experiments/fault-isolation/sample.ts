import type { LoadOutcome, Second, Stream } from '../../load/order.ts';
import type { ResourceSeries } from '../../runtime/resource-sampler.ts';
import type { RunningSystem } from '../../runtime/runtime.ts';
import type { Fact, Sample, Series } from '../experiment.ts';
import { victims, type Moment } from './scenes.ts';

/** What users do meanwhile; each is counted by itself. */
const capabilities = ['identity', 'section', 'enrol', 'timetable', 'account', 'notifications'] as const;
/** Whether a curve is of a capability, and not of a process. */
export const isCapability = (name: string): boolean => (capabilities as readonly string[]).includes(name);
/** The load: all of them at once. */
export const streams: readonly Stream[] = capabilities.map((story) => ({ story, perSecond: 8 }));
/** What a fault does to others is over so long after its end. */
const RECOVERING_MS = 2_000;

/** What a run through all scenes says. */
export function sampleOf(
  outcome: LoadOutcome,
  moments: readonly Moment[],
  violations: number,
): Sample & { readonly series: readonly Series[] } {
  const figures: Record<string, number> = { violations };
  for (const { id, victim, from, to } of moments) {
    const own: readonly string[] = victims[victim];
    const others = capabilities.filter((capability) => !own.includes(capability));
    // Where not one request came to an end, none was served.
    figures[`${id} own`] = served(outcome, own, from, to + RECOVERING_MS) ?? 0;
    figures[`${id} others`] = served(outcome, others, from, to + RECOVERING_MS) ?? 0;
  }
  return {
    figures,
    series: capabilities.map((name) => ({
      name,
      points: Array.from({ length: outcome.seconds }, (_, second) => {
        const share = servedOf(secondsOf(outcome, [name], second, second));
        return share === undefined ? [] : [[second, share] as const];
      }).flat(),
    })),
    marks: moments.map(({ title, from }) => ({ x: (from - outcome.beganAt) / 1000, label: title })),
    facts: moments.map((moment) => factOf(outcome, moment)),
    generatorLimited: outcome.generator.limited,
  };
}

/** What processes used, from a moment on. */
export interface FollowedResources {
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly resources: ResourceSeries;
}

/** The memory of each service process, in MB by the seconds of the load's measured part. */
export function memorySeries(
  system: RunningSystem,
  { since, resources }: FollowedResources,
  beganAt: number,
): Series[] {
  return system.processes().map(({ name }) => ({
    name,
    points: (resources[name] ?? [])
      .map(({ at, memoryBytes }) => [Math.round(at + (since - beganAt) / 1000), memoryBytes] as const)
      .filter(([second]) => second >= 0)
      .map(([second, bytes]) => [second, Math.round(bytes / 1_000_000)] as const),
  }));
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
        return [name, parts.map((part) => part?.toFixed(0) ?? '–').join(', ')];
      }),
    ),
  };
}

/** Which share of the requests was served in the seconds from one moment to another, both included, in percent. */
function served(outcome: LoadOutcome, of: readonly string[], from: number, to: number): number | undefined {
  const [first, last] = [from, to].map((at) => Math.max(0, Math.floor((at - outcome.beganAt) / 1000)));
  return servedOf(secondsOf(outcome, of, first!, last!));
}

/** What became of the requests of some capabilities, second by second. */
const secondsOf = ({ purposes }: LoadOutcome, of: readonly string[], first: number, last: number): Second[] =>
  of
    .flatMap((capability) => purposesOf(capability))
    .flatMap((purpose) => purposes[purpose]?.bySecond.slice(first, last + 1) ?? []);

/** Who enrols drops in the next second, and looks at the own enrolments where an answer was lost. */
const purposesOf = (capability: string): readonly string[] =>
  capability === 'enrol' ? ['enrol', 'drop', 'own'] : [capability];

/** Nothing where no request came to an end. */
function servedOf(seconds: readonly Second[]): number | undefined {
  const good = seconds.reduce((sum, { succeeded, refused }) => sum + succeeded + refused, 0);
  const bad = seconds.reduce((sum, { failed }) => sum + failed, 0);
  return good + bad === 0 ? undefined : (100 * good) / (good + bad);
}
