import { Orders, type ControlledSystem } from '../control/orders.ts';
import type { RunningSystem } from '../runtime/runtime.ts';
import type { SpanProcess } from '../traces/span.ts';
import type { Trace, TraceStore } from '../traces/trace-store.ts';
import type { Channel } from './channel.ts';
import { HttpVariant, type Login } from './race/http-variant.ts';
import { RaceTrack } from './race/race-track.ts';
import { SiteVariant, type Race, type SiteTrace, type Topology } from './site-api.ts';
import { topologyFeed } from './topology/topology-feed.ts';
import type { WatchedSystem } from './topology/topology-sampler.ts';
import { traceAnswer } from './traces/trace-answer.ts';

/** What the site's pages of the lab are about: one running system. */
export interface LabSite {
  readonly topology: Channel<Topology>;
  readonly race: Channel<Race>;
  readonly orders: Orders;
  /** The trace of a request; nothing where there is none, or not yet. */
  trace(requestId: string): SiteTrace | undefined;
  /** Ends what is under way. */
  stop(): Promise<void>;
}

/** Everybody's in the demo data. */
const studentsPassword = 'let-me-in';

/** What it needs of a system. */
export type SiteSystem = WatchedSystem & ControlledSystem & Pick<RunningSystem, 'addresses'>;

/** Where traces are kept. */
export type KeptTraces = Pick<TraceStore, 'find'>;

/** Makes it for a system that runs; without `traces` they are somebody else's to show. */
export function labSite(
  system: SiteSystem,
  { registrar, traces }: { readonly registrar: Login; readonly traces?: KeptTraces },
): LabSite {
  const variants = SiteVariant.options.flatMap((name) => {
    const address = system.addresses[name];
    return address === undefined ? [] : new HttpVariant(name, address, registrar, studentsPassword);
  });
  const track = new RaceTrack(variants);
  const orders = new Orders(system, track);
  return {
    topology: topologyFeed(system, { isHung: (name) => orders.isHung(name) }),
    race: track.channel,
    orders,
    trace(requestId) {
      const found: Trace | undefined = traces?.find(requestId);
      return found && traceAnswer(found, nameIn(system));
    },
    stop: () => track.stop(),
  };
}

/** The name of a process in the topology: spans name the service, and which copy it is by the port of its HTTP. */
const nameIn =
  (system: Pick<RunningSystem, 'processes'>) =>
  ({ name, instance }: SpanProcess): string => {
    const port = `:${instance.split(':').at(-1)}`;
    return system.processes().find(({ httpAddress }) => httpAddress.endsWith(port))?.name ?? name;
  };
