import { SpanKind, type Attributes } from '@opentelemetry/api';
import {
  ATTR_NETWORK_TRANSPORT,
  ATTR_RPC_METHOD,
  ATTR_RPC_SYSTEM_NAME,
} from '@opentelemetry/semantic-conventions';
import type { ClientOf, Contract } from '@sugang/contract';
import { currentRequest } from '@sugang/observability';
import type { AroundOperation } from '@sugang/rpc';
import { isRecorded, type Recorder } from './recorder.ts';

/** How a call came: `in-process` or `tcp`. */
const BINDING = 'sugang.binding';

/** A span for each call of an operation that this process offers, so that the seam is seen also where it costs nothing. */
export function recordOperations(recorder: Recorder): AroundOperation {
  return (contract, operation, handler) => {
    const name = nameOf(contract, operation);
    const inProcess = {
      name,
      kind: SpanKind.INTERNAL,
      attributes: { [ATTR_RPC_METHOD]: name, [BINDING]: 'in-process' },
    };
    const served = { name, kind: SpanKind.SERVER, attributes: overTcp(name) };
    return (input) => {
      const request = currentRequest();
      if (!isRecorded(request)) return handler(input);
      // A part of the request that has no span here has just come in from another process.
      const plan = request.span ? inProcess : { ...served, parentSpanId: request.trace.parentSpanId };
      return recorder.span(plan, () => handler(input));
    };
  };
}

/** A span for each call to another process, with all of its attempts. */
export function recordCalls<C extends Contract>(
  contract: C,
  client: ClientOf<C>,
  recorder: Recorder,
): ClientOf<C> {
  const calls = Object.entries(client as Record<string, (input: unknown) => Promise<unknown>>);
  return Object.fromEntries(
    calls.map(([operation, call]) => {
      const name = nameOf(contract, operation);
      const plan = { name, kind: SpanKind.CLIENT, attributes: overTcp(name) };
      return [operation, (input: unknown) => recorder.span(plan, () => call(input))];
    }),
  ) as ClientOf<C>;
}

const nameOf = ({ context }: Contract, operation: string): string => `${context}/${operation}`;

const overTcp = (name: string): Attributes => ({
  [ATTR_RPC_SYSTEM_NAME]: 'nestjs',
  [ATTR_RPC_METHOD]: name,
  [ATTR_NETWORK_TRANSPORT]: 'tcp',
  [BINDING]: 'tcp',
});
