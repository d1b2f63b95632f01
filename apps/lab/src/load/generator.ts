import { setTimeout as pause } from 'node:timers/promises';
import { browse } from './browsers.ts';
import { History } from './history.ts';
import type { LoadOrder, LoadOutcome } from './order.ts';
import { Recorder } from './recorder.ts';
import { act, studentsOf } from './virtual-users.ts';

// Nobody waits for what comes of it when the lab is gone.
process.once('disconnect', () => process.exit());
// A process of its own: its work is not the lab's, and its processor time tells whether it was the limit.
process.once('message', (order: LoadOrder) => {
  void generate(order).then(
    (outcome) => process.send!({ outcome }, () => process.exit(0)),
    (error: Error) => process.send!({ error: error.message }, () => process.exit(1)),
  );
});

/** From such a share of a core on, the generator may have been the limit. */
const BUSY = 0.8;

async function generate(order: LoadOrder): Promise<LoadOutcome> {
  const recorder = new Recorder();
  const history = new History(order.historyFile);
  let first = 0;
  const acting = order.streams.map((stream) => {
    const begun = stream.browser
      ? browse(stream, order, recorder, first)
      : act(stream, order, { recorder, history }, first);
    first += studentsOf(stream);
    return begun;
  });
  const all = Promise.all(acting);
  await Promise.race([all, pause(order.warmUpSeconds * 1000)]);
  const beganAt = Date.now();
  const cpu = process.cpuUsage();
  recorder.begin(order.seconds, performance.now());
  await Promise.race([all, pause(order.seconds * 1000)]);
  const { user, system } = process.cpuUsage(cpu);
  await all;
  await history.close();
  const cpuSeconds = (user + system) / 1e6;
  const cpuShare = cpuSeconds / order.seconds;
  return {
    seconds: order.seconds,
    beganAt,
    sentInAll: recorder.sentInAll,
    purposes: recorder.outcome(),
    generator: { cpuSeconds, cpuShare, limited: cpuShare > BUSY },
  };
}
