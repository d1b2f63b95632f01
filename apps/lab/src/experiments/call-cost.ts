import { measureCalls } from './call-cost/measure-calls.ts';
import { timetableScene, type TimetableScene, type TracedTimetable } from './call-cost/timetable.ts';
import type { Experiment, Fact, Sample } from './experiment.ts';
import type { Results } from './results-view.ts';
import type { Stage } from './stage.ts';
import type { VariantArm } from './variants.ts';

/** Up to so many times the smaller one, a call over the network would be as good as one in process. */
const AS_GOOD = 1.5;
/** A call of at most so much processor time is nothing beside a request, which takes about a thousand. */
const NOTHING_MICROS = 50;
const TIMETABLES_PER_SECOND = 30;
const MANY = 32;

/** What a call from module to module costs where both are in a process, and where they are not. */
export const callCost: Experiment = {
  id: 'call-cost',
  title: 'What a call to another module costs',
  method: [
    "Billing's tuitionOf is called with five enrolments by the product's own clients, in small processes: in process (caller and callee in one), and over Nest's TCP transport as between services (in two). Both check input and output by the contract's schemas; the callee answers at once, so that what is measured is the call.",
    `One call at a time gives the latency, ${MANY} at a time the calls per second. Processor time is that of caller and callee together.`,
    `Then the timetable, which asks enrollment, catalog and billing, through both variants as they run, at ${TIMETABLES_PER_SECOND} requests per second; one request is traced in each.`,
  ],
  limits: [
    'Over the loopback interface: a real network adds its latency, and copies and encryption that are not in these figures.',
    'One small call. Larger answers cost more over TCP, where they are written as JSON and read again.',
    'RabbitMQ carries events, not calls, and HTTP is not used between services: neither is measured.',
    'Bytes are those of the answer to the client; what goes between processes is not counted.',
    'The systems for the timetable are idle while calls are measured, and share the machine with them.',
  ],
  runtime: 'processes',
  arms: [
    { id: 'monolith', title: 'In process (monolith)' },
    { id: 'msa', title: 'Over TCP (microservices)' },
  ],
  figures: {
    callP50: { title: 'call p50', unit: 'µs', better: 'less' },
    callP99: { title: 'call p99', unit: 'µs', better: 'less' },
    callCpu: { title: 'CPU per call', unit: 'µs', better: 'less' },
    callsPerSecond: { title: `calls, ${MANY} at a time`, unit: '1/s', better: 'more', digits: 0 },
    timetableP50: { title: 'timetable p50', unit: 'ms', better: 'less' },
    timetableP99: { title: 'timetable p99', unit: 'ms', better: 'less' },
    busyP50: { title: `call p50, ${MANY} at a time`, unit: 'µs', better: 'less' },
    busyP99: { title: `call p99, ${MANY} at a time`, unit: 'µs', better: 'less' },
    busyCpu: { title: `CPU per call, ${MANY} at a time`, unit: 'µs', better: 'less' },
    timetableBytes: { title: 'answer with a timetable', unit: 'bytes', digits: 0 },
    hops: { title: 'calls between processes for a timetable', unit: '', better: 'less', digits: 0 },
    localCalls: { title: 'calls between modules of a process for it', unit: '', digits: 0 },
    processes: { title: 'processes that a timetable passes', unit: '', better: 'less', digits: 0 },
  },
  begin: async (stage) => {
    const scene = await timetableScene(stage);
    return { measure: (arm) => measure(stage, scene, arm as VariantArm) };
  },
  judge: judgeCallCost,
  charts(results) {
    const bars = (title: string, unit: string, keys: readonly string[], categories: readonly string[]) => ({
      kind: 'bars' as const,
      title,
      unit,
      categories,
      series: callCost.arms.map(({ id, title: name }) => ({
        name,
        values: keys.map((key) => (results.has(id, key) ? results.median(id, key) : null)),
      })),
    });
    return [
      bars('A call', 'µs', ['callP50', 'callP99', 'callCpu'], ['p50', 'p99', 'CPU per call']),
      bars('A timetable', 'ms', ['timetableP50', 'timetableP99'], ['p50', 'p99']),
    ];
  },
};

/** The rule: a call over TCP must clearly cost more than one in process, and one in process next to nothing. */
export function judgeCallCost(results: Results): ReturnType<Experiment['judge']> {
  const cpu = results.ratio('msa', 'monolith', 'callCpu');
  const latency = results.ratio('msa', 'monolith', 'callP50');
  const own = results.median('monolith', 'callCpu');
  const because =
    `A call in process takes ${own.toFixed(1)} µs of processor time; over TCP it takes ${times(cpu)} as much, ` +
    `and ${times(latency)} as long (${results.median('msa', 'callP50').toFixed(0)} µs against ${results.median('monolith', 'callP50').toFixed(1)} µs).`;
  if (cpu.difference === 'inside-noise' || latency.difference === 'inside-noise')
    return { answer: 'inside the noise', because };
  const dearer = cpu.interval!.low > AS_GOOD && latency.interval!.low > AS_GOOD;
  if (dearer && own <= NOTHING_MICROS) return { answer: 'holds', because };
  return { answer: dearer ? 'depends' : 'does not hold', because };
}

const times = ({ median, interval }: ReturnType<Results['ratio']>): string =>
  `${median.toFixed(1)} ×${interval ? ` (${interval.low.toFixed(1)} to ${interval.high.toFixed(1)})` : ''}`;

async function measure(stage: Stage, scene: TimetableScene, variant: VariantArm): Promise<Sample> {
  const binding = variant === 'monolith' ? 'in-process' : 'tcp';
  const quiet = await measureCalls(stage, binding, 1);
  const busy = await measureCalls(stage, binding, MANY);
  const load = await stage.load({
    address: scene.system.addresses[variant]!,
    campus: scene.campuses[variant],
    streams: [{ story: 'timetable', perSecond: TIMETABLES_PER_SECOND }],
    seconds: stage.seconds({ full: 10, quick: 3 }),
  });
  const latency = load.purposes.timetable?.latencyMs;
  const traced = scene.traced[variant];
  return {
    figures: {
      callP50: quiet.p50,
      callP99: quiet.p99,
      callCpu: quiet.cpuMicros,
      callsPerSecond: busy.perSecond,
      ...(latency && { timetableP50: latency.p50, timetableP99: latency.p99 }),
      busyP50: busy.p50,
      busyP99: busy.p99,
      busyCpu: busy.cpuMicros,
      timetableBytes: traced.bytes,
      ...(traced.counts && {
        hops: traced.counts.hops,
        localCalls: traced.counts.localCalls,
        processes: traced.counts.processes,
      }),
    },
    facts: [factOf(traced)],
    generatorLimited: load.generator.limited,
  };
}

function factOf({ bytes, entries, counts }: TracedTimetable): Fact {
  return {
    'one request': `a timetable of ${entries} courses`,
    'answer in bytes': bytes,
    ...(counts
      ? {
          processes: counts.processes,
          'calls between processes': counts.hops,
          'calls between modules in a process': counts.localCalls,
          'database statements': counts.statements,
        }
      : { trace: 'no whole trace came' }),
  };
}
