import { moreIsSo, wholeOf } from '../statistics/several-parts.ts';
import type { LoadOutcome } from '../load/order.ts';
import type { RunningSystem } from '../runtime/runtime.ts';
import type { Experiment, Sample } from './experiment.ts';
import type { Stage } from './stage.ts';
import { variantArms, type VariantArm } from './variants.ts';
import { wait } from './wait.ts';

const MB = 1_000_000;
/** Requests per second that both variants are given: far below what either can do, so that both do the same. */
const STEADY = { browse: 30, enrol: 20, timetable: 20 } as const;

/** What it takes to run each variant: idle, and at the same load. */
export const footprint: Experiment = {
  id: 'footprint',
  title: 'What it takes to run each variant',
  method: [
    'Each variant is started alone on an empty machine, by itself, with its own Postgres server and Nginx.',
    'Counted: processes, time until everything answers, memory (a shared page counts once) and processor time when idle, and both again while 70 requests per second are answered by either variant: browsing, enrolling and dropping, timetables.',
  ],
  limits: [
    'One copy of each process. Work that people have (pipelines, dashboards, on-call) is not in these figures.',
    'Nginx and Postgres are counted; RabbitMQ, which Compose adds to the microservices, only with --runtime compose.',
  ],
  runtime: 'processes',
  runsInBoth: true,
  arms: variantArms,
  figures: {
    processes: { title: 'processes of ours', unit: '', better: 'less', digits: 0 },
    readySeconds: { title: 'until ready', unit: 's', better: 'less' },
    idleMemory: { title: 'memory idle', unit: 'MB', better: 'less', digits: 0 },
    busyMemory: { title: 'memory at the load', unit: 'MB', better: 'less', digits: 0 },
    idleCpu: { title: 'CPU idle', unit: '% of a core', better: 'less' },
    busyCpu: { title: 'CPU at the load', unit: '% of a core', better: 'less', digits: 0 },
    p95: { title: 'p95 at the load', unit: 'ms', better: 'less' },
    failed: { title: 'failed requests', unit: '', better: 'less', digits: 0 },
  },
  begin: (stage) => Promise.resolve({ measure: (arm) => measure(stage, arm as VariantArm) }),
  judge(results) {
    const memory = results.ratio('msa', 'monolith', 'idleMemory');
    const cpu = results.ratio('msa', 'monolith', 'busyCpu');
    const processes = results.median('msa', 'processes') / results.median('monolith', 'processes');
    const because = `The microservices run ${processes.toFixed(0)} × the processes, idle in ${memory.median.toFixed(1)} × the memory, and answer the same load with ${cpu.median.toFixed(1)} × the processor time.`;
    return { answer: wholeOf([moreIsSo[memory.difference], moreIsSo[cpu.difference]]), because };
  },
  charts(results) {
    const bars = (title: string, unit: string, keys: readonly string[], categories: readonly string[]) => ({
      kind: 'bars' as const,
      title,
      unit,
      categories,
      series: variantArms.map(({ id, title: name }) => ({
        name,
        values: keys.map((key) => (results.has(id, key) ? results.median(id, key) : null)),
      })),
    });
    return [
      bars('Memory', 'MB', ['idleMemory', 'busyMemory'], ['idle', 'at the load']),
      bars('Processor time', '% of a core', ['idleCpu', 'busyCpu'], ['idle', 'at the load']),
    ];
  },
};

async function measure(stage: Stage, variant: VariantArm): Promise<Sample> {
  const begun = performance.now();
  const system = await stage.start({ variant });
  const readySeconds = (performance.now() - begun) / 1000;
  try {
    const campus = await stage.campus(system.addresses[variant]!, 20);
    const idle = await usage(system, () => wait(stage.seconds({ full: 15, quick: 4 }), stage.signal));
    let load!: LoadOutcome;
    const busy = await usage(system, async () => {
      load = await stage.load({
        address: system.addresses[variant]!,
        campus,
        streams: Object.entries(STEADY).map(([story, perSecond]) => ({
          story: story as keyof typeof STEADY,
          perSecond,
        })),
        seconds: stage.seconds({ full: 20, quick: 6 }),
      });
    });
    const purposes = Object.values(load.purposes);
    return {
      figures: {
        processes: system.processes().length,
        readySeconds,
        idleMemory: idle.memory / MB,
        busyMemory: busy.memory / MB,
        idleCpu: idle.cores * 100,
        busyCpu: busy.cores * 100,
        p95: Math.max(...purposes.map(({ latencyMs }) => latencyMs.p95)),
        failed: purposes.reduce((sum, { failed }) => sum + failed, 0),
      },
      generatorLimited: load.generator.limited,
    };
  } finally {
    await stage.stop(system);
  }
}

/** What all processes together used while something was done. */
async function usage(system: RunningSystem, during: () => Promise<void>) {
  const sum = (values: Record<string, number>) => Object.values(values).reduce((all, one) => all + one, 0);
  const begun = performance.now();
  const before = sum(await system.cpuSeconds());
  await during();
  const cores = (sum(await system.cpuSeconds()) - before) / ((performance.now() - begun) / 1000);
  return { cores, memory: sum(await system.memory()) };
}
