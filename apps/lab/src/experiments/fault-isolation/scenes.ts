import type { RunningSystem } from '../../runtime/runtime.ts';
import type { Stage } from '../stage.ts';
import { until, wait } from '../wait.ts';

/** The modules that fail, and the one or more capabilities that are theirs. */
export const victims = { notification: ['notifications'], catalog: ['section'] } as const;
type Victim = keyof typeof victims;

const faults = {
  crash: { title: 'crash', body: () => ({ kind: 'crash' }) },
  hang: { title: 'hang', body: () => ({ kind: 'hang' }) },
  'busy-loop': { title: 'busy loop', body: (seconds: number) => ({ kind: 'busy-loop', seconds }) },
  leak: { title: 'memory leak', body: () => ({ kind: 'leak', megabytesPerSecond: 200 }) },
} as const;
type Fault = keyof typeof faults;

/** Each fault in each of them. */
export const scenes = (Object.keys(victims) as Victim[]).flatMap((victim) =>
  (Object.keys(faults) as Fault[]).map((fault) => ({
    victim,
    fault,
    id: `${victim} ${fault}`,
    title: `${victim}: ${faults[fault].title}`,
  })),
);

/** Of one scene, in seconds: quiet, the fault, and recovering. */
export function sceneLength({ form }: Stage) {
  const [quiet, fault, rest] = form === 'full' ? [2, 6, 8] : form === 'quick' ? [1, 3, 4] : [1, 1, 3];
  return { quiet, fault, rest, all: quiet + fault + rest };
}

/** A scene as it was played. */
export interface Moment {
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
export async function play(stage: Stage, system: RunningSystem): Promise<Moment[]> {
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
