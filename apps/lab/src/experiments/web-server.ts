import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Campus } from '../load/order.ts';
import { builtSite } from '../runtime/processes/built-site.ts';
import { cpuSecondsOf } from '../runtime/processes/resource-usage.ts';
import type { RunningSystem } from '../runtime/runtime.ts';
import type { Experiment, Sample } from './experiment.ts';
import { sumOf } from './outcomes.ts';
import type { Stage } from './stage.ts';

const arms = [
  { id: 'nginx', title: 'Files from Nginx' },
  { id: 'node', title: 'Files from Node' },
] as const;

/** A process that serves the site's files from Node. */
interface NodeFiles {
  readonly address: string;
  readonly pid: number;
}

/** Who should serve the site's files. */
export const webServer: Experiment = {
  id: 'web-server',
  title: 'Static files from Nginx or from Node',
  method: [
    'What a browser loads on its first visit to the site (the page, and the scripts, style sheets and icon that it names) is asked for by 32 virtual users without a pause: from Nginx, and from a Node process with sirv, a library made for it.',
    'Meanwhile 40 timetables per second are asked of the monolith on the same machine. Measured: files per second, processor time of the server for a file, and p99 of the timetables.',
  ],
  limits: [
    'The Node server is a process of its own. In the process of the application its files would also wait in the event loop of the application, and the application in theirs.',
    'Files of some hundred kilobytes at most, from the page cache; sending large ones is the claim `zero-copy`. No TLS, no compression.',
  ],
  runtime: 'processes',
  arms,
  figures: {
    filesPerSecond: { title: 'files', unit: '1/s', better: 'more', digits: 0 },
    cpuPerFile: { title: 'CPU for a file', unit: 'µs', better: 'less', digits: 0 },
    apiP99: { title: 'p99 of the API meanwhile', unit: 'ms', better: 'less' },
    failed: { title: 'failed requests', unit: '', better: 'less', digits: 0 },
  },
  async begin(stage) {
    const system = await stage.start({ variant: 'monolith' });
    const campus = await stage.campus(system.addresses.monolith!, 40);
    const node = await serveFromNode(stage);
    return { measure: (arm) => measure(stage, system, campus, arm === 'node' ? node : undefined) };
  },
  judge(results) {
    const cpu = results.ratio('node', 'nginx', 'cpuPerFile');
    const speed = results.ratio('nginx', 'node', 'filesPerSecond');
    const because = `A file costs Node ${cpu.median.toFixed(1)} × the processor time that it costs Nginx, and Nginx serves ${speed.median.toFixed(1)} × as many per second beside the application.`;
    if (cpu.difference === 'more') return { answer: 'holds', because };
    return { answer: cpu.difference === 'less' ? 'does not hold' : 'inside the noise', because };
  },
  charts: (results) => [
    {
      kind: 'bars',
      title: 'Processor time for a file',
      unit: 'µs',
      categories: arms.map(({ title }) => title),
      series: [{ name: 'CPU', values: arms.map(({ id }) => results.median(id, 'cpuPerFile')) }],
    },
    {
      kind: 'bars',
      title: 'p99 of the API meanwhile',
      unit: 'ms',
      categories: arms.map(({ title }) => title),
      series: [
        {
          name: 'p99',
          values: arms.map(({ id }) => (results.has(id, 'apiP99') ? results.median(id, 'apiP99') : null)),
        },
      ],
    },
  ],
};

async function serveFromNode({ signal }: Stage): Promise<NodeFiles> {
  const program = fileURLToPath(new URL('./web-server/node-files.js', import.meta.url));
  const child = fork(program, [builtSite], { execArgv: [], signal });
  // Stopping the lab ends it, which is no error.
  child.on('error', () => undefined);
  const [{ port }] = (await once(child, 'message', { signal })) as [{ port: number }];
  // It ends with the lab, and does not keep the lab from ending.
  child.unref();
  child.channel?.unref();
  return { address: `http://127.0.0.1:${port}`, pid: child.pid! };
}

async function measure(
  stage: Stage,
  system: RunningSystem,
  campus: Campus,
  node: NodeFiles | undefined,
): Promise<Sample> {
  const seconds = stage.seconds({ full: 20, quick: 6 });
  const timing = { seconds, warmUpSeconds: 2 };
  const cpu = async () =>
    node ? cpuSecondsOf([node.pid]).get(node.pid)! : (await system.cpuSeconds())['nginx']!;
  const before = await cpu();
  const [files, api] = await Promise.all([
    stage.load({
      ...timing,
      address: node?.address ?? system.addresses.site,
      campus,
      streams: [{ story: 'files', users: 32 }],
    }),
    stage.load({
      ...timing,
      address: system.addresses.monolith!,
      campus,
      streams: [{ story: 'timetable', perSecond: 40 }],
    }),
  ]);
  const used = (await cpu()) - before;
  const served = sumOf(files, 'succeeded');
  const latency = api.purposes['timetable']?.latencyMs;
  return {
    figures: {
      filesPerSecond: served / seconds,
      // The warm-up is in both.
      cpuPerFile: (used * 1e6) / files.sentInAll,
      ...(latency && { apiP99: latency.p99 }),
      failed: sumOf(files, 'failed') + sumOf(api, 'failed'),
    },
    generatorLimited: files.generator.limited || api.generator.limited,
  };
}
