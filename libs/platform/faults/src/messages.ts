import type { ClientOf, Contract, EventEnvelope } from '@sugang/contract';
import type { EventTransport } from '@sugang/events';
import type { Steps } from './steps.ts';

/** Makes a step of each call to another process. */
export function watchCalls<C extends Contract>(contract: C, client: ClientOf<C>, steps: Steps): ClientOf<C> {
  return eachOperation(
    contract,
    client,
    (name, call) => (input) =>
      steps.taken(
        () => `call ${contract.context}.${name}`,
        () => call(input),
      ),
  );
}

/** Makes a step of each delivery of events to another process. */
export function watchDeliveries(
  transport: EventTransport,
  isElsewhere: (subscriber: string) => boolean,
  steps: Steps,
): EventTransport {
  return {
    deliver: (subscriber, events) => {
      const send = () => transport.deliver(subscriber, events);
      return isElsewhere(subscriber) ? steps.taken(() => describeDelivery(subscriber, events), send) : send();
    },
  };
}

const describeDelivery = (subscriber: string, events: EventEnvelope[]): string =>
  `deliver ${[...new Set(events.map(({ type }) => type))].join(', ')} to ${subscriber}`;

type Call = (input: unknown) => Promise<unknown>;

/** The same client, each operation of it put into something. */
export function eachOperation<C extends Contract>(
  { operations }: C,
  client: ClientOf<C>,
  wrap: (name: string, call: Call) => Call,
): ClientOf<C> {
  const calls = client as Record<string, Call>;
  return Object.fromEntries(
    Object.keys(operations).map((name) => [name, wrap(name, (input) => calls[name]!(input))]),
  ) as ClientOf<C>;
}
