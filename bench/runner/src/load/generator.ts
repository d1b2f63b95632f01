/** The load generator: a process of its own that does one round and ends. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createHistogram } from 'node:perf_hooks';
import { sectionId } from '../data/names.ts';
import type { Applicants } from './applicants.ts';
import { httpApplicants } from './http-applicants.ts';
import { sectionOf } from './load.ts';
import type { LoadOutcome, Order } from './order.ts';
import { sqlApplicants } from './sql-applicants.ts';

const order = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Order;
const outcome = await run(order);
process.send!(outcome, () => process.exit(0));

/** Closed loop: each connection sends its next request when its last one is answered. */
async function run({ load, target, sentAtFile }: Order): Promise<LoadOutcome> {
  const open: Applicants = target.kind === 'http' ? httpApplicants(target) : sqlApplicants(target);
  const lanes = await Promise.all(Array.from({ length: load.connections }, () => open()));

  const latency = createHistogram();
  const sentAt = new Float64Array(load.students + 1);
  const statuses: Record<string, number> = {};
  const refusals: string[] = [];
  let [accepted, broken, student] = [0, 0, 0];

  const cpuBefore = process.cpuUsage();
  const begun = performance.now();
  const [windowBegin, windowEnd] = [
    begun + load.warmUpSeconds * 1000,
    begun + (load.warmUpSeconds + (load.seconds ?? Infinity)) * 1000,
  ];
  let lastAnswer = begun;

  await Promise.all(
    lanes.map(async (lane) => {
      for (;;) {
        const sent = performance.now();
        if (sent >= windowEnd || student >= load.students) break;
        const number = ++student;
        sentAt[number] = performance.timeOrigin + sent;
        try {
          const { status, body } = await lane.apply(number, sectionId(sectionOf(load.name, number)));
          statuses[status] = (statuses[status] ?? 0) + 1;
          const now = performance.now();
          lastAnswer = now;
          if (status !== 201) {
            if (refusals.length < 5) refusals.push(body.slice(0, 300));
          } else if (now >= windowBegin && now <= windowEnd) {
            accepted += 1;
            latency.record(Math.max(1, Math.round((now - sent) * 1000)));
          }
        } catch (error) {
          broken += 1;
          if (refusals.length < 5) refusals.push((error as Error).message);
          break;
        }
      }
      lane.close();
    }),
  );

  const ended = performance.now();
  const { user, system } = process.cpuUsage(cpuBefore);
  const cpuSeconds = (user + system) / 1e6;
  if (sentAtFile) writeFileSync(sentAtFile, sentAt);
  const ms = (percentile: number) => (latency.count === 0 ? 0 : latency.percentile(percentile) / 1000);
  return {
    statuses,
    broken,
    refusals,
    window: {
      beganAt: performance.timeOrigin + windowBegin,
      // Shorter when the students ran out.
      seconds: (Math.min(windowEnd, lastAnswer) - windowBegin) / 1000,
    },
    accepted,
    latencyMs: {
      p50: ms(50),
      p95: ms(95),
      p99: ms(99),
      max: latency.count === 0 ? 0 : latency.max / 1000,
    },
    cpuSeconds,
    cpuShare: cpuSeconds / ((ended - begun) / 1000),
  };
}
