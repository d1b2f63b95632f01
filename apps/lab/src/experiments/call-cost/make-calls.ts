import type { BillingApi } from '@sugang/billing-contracts';
import type { ClientOf } from '@sugang/contract';
import { build, type Histogram } from 'hdr-histogram-js';
import type { CallsMade, Order } from './order.ts';

/** What a timetable asks for: the tuition of somebody who takes five courses. */
const INPUT = {
  studentId: '0193e1f2-7c3a-7d51-9c1e-2b6f4d8a9e10',
  enrollmentIds: Array.from({ length: 5 }, (_, index) => `0193e1f2-7c3a-7d51-9c1e-00000000000${index}`),
};

/** Calls again and again, so many at a time, and notes how long each call takes. */
export async function makeCalls(
  client: ClientOf<typeof BillingApi>,
  { concurrency, seconds }: Extract<Order, { do: 'call' }>,
): Promise<CallsMade> {
  const histogram = newHistogram();
  const took = await callFor(client, concurrency, seconds, histogram);
  return {
    calls: histogram.totalCount,
    seconds: took,
    p50Micros: histogram.getValueAtPercentile(50) / 1000,
    p99Micros: histogram.getValueAtPercentile(99) / 1000,
  };
}

async function callFor(
  client: ClientOf<typeof BillingApi>,
  concurrency: number,
  seconds: number,
  histogram: Histogram,
): Promise<number> {
  const begun = performance.now();
  const end = begun + seconds * 1000;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (let now = performance.now(); now < end;) {
        await client.tuitionOf(INPUT);
        const done = performance.now();
        // In nanoseconds: a call in a process takes a few microseconds.
        histogram.recordValue(Math.max(1, Math.round((done - now) * 1e6)));
        now = done;
      }
    }),
  );
  return (performance.now() - begun) / 1000;
}

const newHistogram = (): Histogram =>
  build({ lowestDiscernibleValue: 1, highestTrackableValue: 60e9, numberOfSignificantValueDigits: 3 });
