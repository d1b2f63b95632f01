import { partOf, wholeOf } from '../statistics/several-parts.ts';
import type { RunningSystem } from '../runtime/runtime.ts';
import { increases, requestsByCopy } from './copies.ts';
import type { Experiment, Sample } from './experiment.ts';
import { bySecond, curve, failedShare, sumOf, worstP99 } from './outcomes.ts';
import type { Stage } from './stage.ts';
import { until, wait } from './wait.ts';

const COPY = 'monolith-2';
/** What happens to one of three copies, and how it comes back. */
const faults: Readonly<Record<string, { title: string; strike: Change; mend: Change }>> = {
  kill: {
    title: 'killed',
    strike: (system) => system.kill(COPY),
    mend: (system) => system.start(COPY),
  },
  hang: {
    title: 'hung',
    strike: (system) => system.hang(COPY),
    mend: (system) => system.resume(COPY),
  },
  restart: {
    title: 'stopped in good order',
    strike: (system) => system.halt(COPY),
    mend: (system) => system.start(COPY),
  },
};
type Change = (system: RunningSystem) => Promise<void>;

const READS = ['catalog', 'timetable'];
const WRITES = ['enrol', 'drop', 'own'];

/** Whether users notice that one of three copies behind the proxy fails and comes back. */
export const failover: Experiment = {
  id: 'failover',
  title: 'A copy fails behind the proxy and comes back',
  method: [
    'Three copies of the monolith stand behind Nginx. 90 requests per second come in, whether answers come or not: browsing, timetables, enrolling and dropping.',
    'After a quarter of the time one copy is killed (SIGKILL), hung (SIGSTOP: its connections stay open and nothing is answered), or stopped in good order; later it comes back.',
    'Counted: requests that failed (5xx, connection lost, no answer within 5 s), the seconds from the fault to the last of them, and from the return until the copy answers requests again.',
  ],
  limits: [
    'Nginx looks at a server only when it sends it a request; active health checks are not in open-source Nginx.',
    'A write that may have reached the dead copy is not repeated by Nginx, because it could then happen twice. A client may repeat it with an Idempotency-Key; the virtual users here do not.',
    'How long a hung copy hurts follows from the timeouts in infra/nginx.',
  ],
  runtime: 'processes',
  runsInBoth: true,
  rounds: { full: 3, quick: 1 },
  arms: Object.entries(faults).map(([id, { title }]) => ({ id, title: `A copy is ${title}` })),
  figures: {
    failed: { title: 'failed requests', unit: '', better: 'less', digits: 0 },
    failedReads: { title: 'of them reads', unit: '', better: 'less', digits: 0 },
    failedWrites: { title: 'of them writes', unit: '', better: 'less', digits: 0 },
    failedShare: { title: 'share of all requests', unit: '%', better: 'less', digits: 2 },
    outSeconds: { title: 'from the fault to the last failure', unit: 's', better: 'less' },
    backSeconds: { title: 'from its return to its first answer', unit: 's', better: 'less' },
    p99: { title: 'p99', unit: 'ms', better: 'less' },
  },
  async begin(stage) {
    const system = await stage.start({ variant: 'monolith', replicas: { monolith: 3 } });
    const campus = await stage.campus(system.addresses.monolith!, 60);
    return { measure: (arm) => measure(stage, system, campus, arm) };
  },
  judge(results) {
    const noticed = Object.entries(faults).map(([arm, { title }]) => {
      const failed = results.median(arm, 'failed');
      return { title, failed, share: results.median(arm, 'failedShare') };
    });
    const because = `${noticed
      .map(({ title, failed, share }) => `${title}: ${failed} failed (${share.toFixed(2)} %)`)
      .join('; ')}.`;
    const parts = Object.keys(faults).map((arm) =>
      partOf(results.values(arm, 'failed'), (count) => count === 0),
    );
    return { answer: wholeOf(parts), because };
  },
  charts: (results) =>
    Object.entries(faults).map(([arm, { title }]) => ({
      kind: 'lines' as const,
      title: `A copy is ${title}: answers per second`,
      xTitle: 'seconds',
      yTitle: 'requests per second',
      series: results.series(arm),
      marks: results.marks(arm),
    })),
};

async function measure(
  stage: Stage,
  system: RunningSystem,
  campus: Parameters<Stage['load']>[0]['campus'],
  arm: string,
): Promise<Sample> {
  const seconds = stage.seconds({ full: 40, quick: 24 });
  const { strike, mend } = faults[arm]!;
  const loading = stage.load({
    address: system.addresses.monolith!,
    campus,
    streams: [
      { story: 'browse', perSecond: 40 },
      { story: 'timetable', perSecond: 30 },
      { story: 'enrol', perSecond: 20 },
    ],
    seconds,
    warmUpSeconds: 2,
  });
  // Whoever stops the lab stops both.
  const [outcome, moments] = await Promise.all([loading, strikeAndMend()]);
  const second = (moment: number) => (moment - outcome.beganAt) / 1000;
  const counts = bySecond(outcome);
  const last = counts.findLastIndex(({ failed }) => failed > 0);
  const failed = sumOf(outcome, 'failed');
  return {
    figures: {
      failed,
      failedReads: sumOf(outcome, 'failed', READS),
      failedWrites: sumOf(outcome, 'failed', WRITES),
      failedShare: failedShare(outcome),
      outSeconds: last === -1 ? 0 : Math.max(0, last + 1 - second(moments.struck)),
      ...(moments.backSeconds !== undefined && { backSeconds: moments.backSeconds }),
      p99: worstP99(outcome),
    },
    series: [curve('answered', counts, 'succeeded'), curve('failed', counts, 'failed')],
    marks: [
      { x: second(moments.struck), label: 'fault' },
      { x: second(moments.returned), label: 'returns' },
    ],
    generatorLimited: outcome.generator.limited,
  };

  async function strikeAndMend() {
    await wait(2 + seconds / 4, stage.signal);
    const before = await requestsByCopy(system);
    const struck = Date.now();
    await strike(system);
    await wait((seconds * 3) / 8, stage.signal);
    await mend(system);
    const returned = Date.now();
    const counted = arm === 'hang' ? await requestsByCopy(system) : before;
    const backSeconds = await until(
      async () => (increases(counted, await requestsByCopy(system))[COPY] ?? 0) > 0,
      seconds / 3,
      stage.signal,
    );
    return { struck, returned, backSeconds };
  }
}
