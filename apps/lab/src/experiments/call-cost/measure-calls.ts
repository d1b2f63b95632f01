import type { Stage } from '../stage.ts';
import { Participant } from './participants.ts';

/** Where the callee is. */
export type Binding = 'in-process' | 'tcp';

/** What a call costs, on a quiet line and with many under way. */
export interface CallCost {
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
  /** Of caller and callee together. */
  readonly cpuMicros: number;
}

/** Calls with a number of calls under way, in processes that live for this measurement alone. */
export async function measureCalls(stage: Stage, binding: Binding, concurrency: number): Promise<CallCost> {
  const caller = new Participant(stage.signal);
  const callee = binding === 'tcp' ? new Participant(stage.signal) : undefined;
  try {
    const port = await callee?.serve();
    const how = { concurrency, ...(port !== undefined && { port }) };
    // What is translated to machine code, and connected, is not measured; the processor time counts from then on.
    await caller.call({ ...how, seconds: stage.form === 'smoke' ? 0.5 : 1.5 });
    const used = async () => (await caller.cpuSeconds()) + ((await callee?.cpuSeconds()) ?? 0);
    const before = await used();
    const made = await caller.call({
      ...how,
      seconds: stage.form === 'smoke' ? 1 : stage.seconds({ full: 5, quick: 3 }),
    });
    return {
      p50: made.p50Micros,
      p99: made.p99Micros,
      perSecond: made.calls / made.seconds,
      cpuMicros: (((await used()) - before) * 1e6) / made.calls,
    };
  } finally {
    caller.stop();
    callee?.stop();
  }
}
