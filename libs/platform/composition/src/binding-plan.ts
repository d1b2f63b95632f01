import { SettingsError, type Address } from '@sugang/configuration';
import type { Contract, Manifest } from '@sugang/contract';

/** How a needed contract is bound: to a module of this process, or to processes at these addresses. */
export type Binding = { kind: 'local' } | { kind: 'remote'; addresses: Address[] };

/** How a subscriber of events is reached: like a contract, or by its queue at the broker. */
export type SubscriberBinding = Binding | { kind: 'broker' };

/** How a module does what it can do atomically with another: in one transaction, or by a saga. */
export type Strategy = 'transaction' | 'saga';

/** What a process binds, and where its events go: derived from the manifests of its modules and from its settings alone. */
export interface BindingPlan {
  bindings: Map<Contract, Binding>;
  strategies: Map<Contract, Strategy>;
  /** The subscribing contexts of an event, in this process and elsewhere. */
  subscribersOf(eventType: string): readonly string[];
  /** The contexts that take any event of this one. */
  subscribersOfContext(context: string): Set<string>;
  /** How a subscribing context is reached. */
  subscriberBinding(context: string): SubscriberBinding;
}

/**
 * Plans a process. Modules that share a process share its database too, so what they can do atomically they do in
 * one transaction.
 *
 * @param manifests of the modules in this process
 * @param alsoNeeded contracts that the process itself calls
 * @param peers where the other contexts are
 * @param remoteSubscribers the other contexts that take events, by event
 * @param eventTransport how events go to other processes; with a broker, nobody needs to know where their takers are
 * @throws SettingsError naming a peer that is missing: one that is called, or one that takes events
 */
export function planBindings(
  manifests: readonly Manifest[],
  alsoNeeded: readonly Contract[],
  peers: Record<string, Address[]>,
  remoteSubscribers: Record<string, string[]>,
  eventTransport: 'calls' | 'rabbitmq' = 'calls',
): BindingPlan {
  const here = new Set(manifests.map((manifest) => manifest.context));
  const bindingOf = (context: string): Binding =>
    here.has(context) ? { kind: 'local' } : remote(context, peers);
  const subscriberBindingOf = (context: string): SubscriberBinding =>
    eventTransport === 'calls' || here.has(context) ? bindingOf(context) : { kind: 'broker' };
  const bindings = new Map<Contract, Binding>();
  for (const contract of [...manifests.flatMap((manifest) => manifest.needs), ...alsoNeeded]) {
    bindings.set(contract, bindingOf(contract.context));
  }
  const strategies = new Map(
    manifests
      .flatMap((manifest) => manifest.atomicWith)
      .map((contract): [Contract, Strategy] => [
        contract,
        here.has(contract.context) ? 'transaction' : 'saga',
      ]),
  );
  const subscribersByEvent = new Map(
    manifests
      .flatMap((manifest) => manifest.publishes)
      .map(({ name }) => [name, union(takersOf(name, manifests), remoteSubscribers[name] ?? [])]),
  );
  const subscriberBindings = new Map(
    union(...subscribersByEvent.values()).map((context) => [context, subscriberBindingOf(context)]),
  );
  return {
    bindings,
    strategies,
    subscribersOf: (eventType) => subscribersByEvent.get(eventType) ?? [],
    subscribersOfContext: (context) => {
      const own = manifests.find((manifest) => manifest.context === context)?.publishes ?? [];
      return new Set(own.flatMap(({ name }) => subscribersByEvent.get(name) ?? []));
    },
    subscriberBinding: (context) => subscriberBindings.get(context) ?? subscriberBindingOf(context),
  };
}

function remote(context: string, peers: Record<string, Address[]>): Binding {
  const addresses = peers[context];
  if (!addresses) {
    throw new SettingsError(
      `Setting PEERS does not say where ${context} is. Add "${context}=host:port", or run its module in this process.`,
    );
  }
  return { kind: 'remote', addresses };
}

const union = (...lists: string[][]): string[] => [...new Set(lists.flat())];

const takersOf = (eventType: string, manifests: readonly Manifest[]): string[] =>
  manifests
    .filter((manifest) => manifest.takes.some((event) => event.name === eventType))
    .map((manifest) => manifest.context);
