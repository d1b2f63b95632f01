import { moreIsSo, wholeOf } from '../statistics/several-parts.ts';
import type { LoadOutcome } from '../load/order.ts';
import type { RunningSystem } from '../runtime/runtime.ts';
import { connectionsByCopy } from './copies.ts';
import type { Experiment, Fact, Sample } from './experiment.ts';
import { composeFilesOf, deploymentOf, programBytes } from './deployment.ts';
import { sizeOf } from './extraction/code-size.ts';
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
    'Counted: processes, time until everything answers, memory (a shared page counts once) and processor time when idle, and both again while 70 requests per second are answered by either variant: browsing, enrolling and dropping, timetables. Connections to databases are those that are open after it.',
    'What there is to keep is read from the files that Compose deploys: the images, what they hold beside Node.js, the settings of all services, and the lines of configuration that only this variant needs.',
  ],
  limits: [
    'One copy of each process. Work that people have (pipelines, dashboards, on-call) is not in these figures.',
    'A setting counts in each service that has it: most are the same everywhere, and still have to be the same. What both variants need (Postgres, Nginx) is not counted in images, settings and lines.',
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
    connections: { title: 'database connections', unit: '', better: 'less', digits: 0 },
    images: { title: 'images', unit: '', better: 'less', digits: 0 },
    programs: { title: 'in these images beside Node.js', unit: 'MB', better: 'less' },
    settings: { title: 'settings of all services', unit: '', better: 'less', digits: 0 },
    configurationLines: { title: 'lines of configuration for it alone', unit: '', better: 'less', digits: 0 },
    p95: { title: 'p95 at the load', unit: 'ms', better: 'less' },
    failed: { title: 'failed requests', unit: '', better: 'less', digits: 0 },
  },
  begin: (stage) => Promise.resolve({ measure: (arm) => measure(stage, arm as VariantArm) }),
  judge(results) {
    const memory = results.ratio('msa', 'monolith', 'idleMemory');
    const cpu = results.ratio('msa', 'monolith', 'busyCpu');
    const processes = results.median('msa', 'processes') / results.median('monolith', 'processes');
    const because = `The microservices run ${processes.toFixed(0)} × the processes, idle in ${memory.median.toFixed(1)} × the memory, and answer the same load with ${cpu.median.toFixed(1)} × the processor time. They have ${results.median('msa', 'images')} images and ${results.median('msa', 'settings')} settings to keep, the monolith ${results.median('monolith', 'images')} and ${results.median('monolith', 'settings')}.`;
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
      bars('What there is to keep', 'number', ['settings', 'configurationLines'], ['settings', 'lines']),
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
    const connections = Object.values(await connectionsByCopy(system));
    const deployment = await whatThereIsToKeep(variant);
    const purposes = Object.values(load.purposes);
    return {
      figures: {
        processes: system.processes().length,
        readySeconds,
        idleMemory: idle.memory / MB,
        busyMemory: busy.memory / MB,
        idleCpu: idle.cores * 100,
        busyCpu: busy.cores * 100,
        connections: connections.reduce((sum, count) => sum + count, 0),
        ...deployment.figures,
        configurationLines: (await sizeOf(composeFilesOf[variant])).lines,
        p95: Math.max(...purposes.map(({ latencyMs }) => latencyMs.p95)),
        failed: purposes.reduce((sum, { failed }) => sum + failed, 0),
      },
      facts: deployment.facts,
      generatorLimited: load.generator.limited,
    };
  } finally {
    await stage.stop(system);
  }
}

/** The deployment's figures, and a row for each service. */
async function whatThereIsToKeep(variant: VariantArm) {
  const services = await deploymentOf(variant);
  const megabytes = await Promise.all(
    services.map(async ({ app }) => (app === undefined ? 0 : (await programBytes(app)) / MB)),
  );
  return {
    figures: {
      images: new Set(services.map(({ image }) => image)).size,
      programs: megabytes.reduce((sum, one) => sum + one, 0),
      settings: services.reduce((sum, { settings }) => sum + settings.length, 0),
    },
    facts: services.map(({ name, image, app, settings }, index): Fact => ({
      service: name,
      image,
      settings: settings.length,
      'beside Node.js (MB)': app === undefined ? 'not ours' : megabytes[index]!.toFixed(1),
    })),
  };
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
