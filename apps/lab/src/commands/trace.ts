import { DataFolder } from '../runtime/processes/data-folder.ts';
import { until } from '../runtime/processes/conditions.ts';
import { lives } from '../runtime/processes/process-identity.ts';
import { readRun } from '../runtime/processes/run-file.ts';
import { CannotRun } from '../runtime/runtime.ts';
import { fetchTrace } from '../traces/fetch-trace.ts';
import { renderTrace } from '../traces/render-trace.ts';
import type { Trace } from '../traces/trace-store.ts';

/** How long to wait for a trace, or for its end, in milliseconds. */
const PATIENCE = 3_000;

/** Spans are gathered for half a second before they are sent: after so long without a new one it is whole, in milliseconds. */
const QUIET = 1_000;

/**
 * Shows the trace of a request of the system that uses a folder.
 *
 * @throws CannotRun where there is none, with the reason as far as it is known
 */
export async function trace(id: string, { data, json }: { data: string; json?: true }): Promise<void> {
  const address = receiverOf(new DataFolder(data), id);
  let found: Trace | undefined;
  await until(async () => {
    found = await fetchTrace(address, id);
    return found && isQuiet(found);
  }, PATIENCE).catch((error: Error) => {
    throw new CannotRun(`The receiver of traces at ${address} does not answer: ${error.message}`);
  });
  if (!found)
    throw new CannotRun(
      `There is no trace of "${id}". A request is traced when it has the header "X-Trace: on" or a traceparent that is sampled, and the last 500 traces are kept.`,
    );
  process.stdout.write(json ? `${JSON.stringify(found, null, 2)}\n` : renderTrace(found));
}

/** Whether all that the request caused seems to be done, and told. */
const isQuiet = ({ spans }: Trace): boolean =>
  Math.max(...spans.map(({ startMs, durationMs }) => startMs + durationMs)) < Date.now() - QUIET;

function receiverOf({ path, runFile }: DataFolder, id: string): string {
  const run = readRun(runFile);
  if (!run || !lives(run.owner))
    throw new CannotRun(
      `Nothing runs on ${path}, and traces are kept in memory. Start it with "npm start", or name its folder with --data.`,
    );
  const { traces, collector } = run.addresses;
  if (traces) return traces;
  throw new CannotRun(
    collector
      ? `The spans of this system go to ${collector}: look there, for sugang.request.id = ${id}.`
      : 'This system keeps no traces: it was started without a receiver. "npm start" has one.',
  );
}
