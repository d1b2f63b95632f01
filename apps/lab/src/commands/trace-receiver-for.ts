import type { ProcessesOptions } from '../runtime/processes/options.ts';
import { startTraceReceiver } from '../traces/trace-receiver.ts';
import { TraceStore } from '../traces/trace-store.ts';

/** Where the spans of a system go. */
interface TraceDestination {
  readonly options: Pick<Partial<ProcessesOptions>, 'environment' | 'traceAddresses'>;
  /** Where they are kept, unless somebody else's collector keeps them. */
  readonly store?: TraceStore;
  /** Ends what was started for it. */
  stop(): Promise<void>;
}

/** Sends the spans of a system to the collector that somebody chose, else to a receiver of its own. */
export async function traceReceiverFor(collector: string | undefined): Promise<TraceDestination> {
  if (collector)
    // The processes inherit the setting as it is.
    return { options: { traceAddresses: { collector } }, stop: () => Promise.resolve() };
  const store = new TraceStore();
  const receiver = await startTraceReceiver(store);
  return {
    store,
    options: {
      environment: { OTLP_ENDPOINT: receiver.endpoint },
      traceAddresses: { traces: receiver.address },
    },
    stop: () => receiver.stop(),
  };
}
