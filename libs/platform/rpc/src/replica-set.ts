import { resolve4 } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Replica } from './replica.ts';

interface Address {
  host: string;
  port: number;
}

/** How often names are looked up again, in milliseconds, so that added and removed copies are noticed. */
const LOOKUP_INTERVAL = 2_000;

/**
 * The replicas that serve a context. Nest's TCP client keeps one socket, so with one client all calls would go to one
 * replica however many there are; this keeps a connection to each and picks the least loaded. A host name stands for all of
 * its A records, which are looked up again every two seconds; addresses are taken as they are.
 */
export class ReplicaSet {
  readonly #addresses: Address[];
  #replicas = new Map<string, Replica>();
  #next = 0;
  #timer: NodeJS.Timeout | undefined;
  #lookup: Promise<void> | undefined;

  constructor(addresses: Address[]) {
    this.#addresses = addresses;
  }

  /** The least loaded replica that can be reached as far as is known; those in `tried` come last. */
  async pick(tried: ReadonlySet<Replica> = new Set()): Promise<Replica | undefined> {
    await (this.#lookup ??= this.#start());
    const now = Date.now();
    const rank = (replica: Replica) =>
      (tried.has(replica) ? 2e9 : 0) + (replica.restsUntil > now ? 1e9 : 0) + replica.load;
    const all = [...this.#replicas.values()];
    // Equal loads take turns.
    const from = all.length ? this.#next++ % all.length : 0;
    const inTurn = [...all.slice(from), ...all.slice(0, from)];
    return inTurn.reduce<Replica | undefined>(
      (best, replica) => (best === undefined || rank(replica) < rank(best) ? replica : best),
      undefined,
    );
  }

  close(): void {
    clearInterval(this.#timer);
    for (const replica of this.#replicas.values()) replica.close();
  }

  async #start(): Promise<void> {
    await this.#refresh();
    if (this.#addresses.every(({ host }) => isIP(host))) return;
    this.#timer = setInterval(() => void this.#refresh(), LOOKUP_INTERVAL).unref();
  }

  async #refresh(): Promise<void> {
    const found = (await Promise.all(this.#addresses.map(lookUp))).flat();
    // A failed look-up says nothing about the replicas: those that are known stay.
    if (found.length === 0) return;
    const replicas = new Map<string, Replica>();
    for (const { host, port } of found) {
      const key = `${host}:${port}`;
      replicas.set(key, this.#replicas.get(key) ?? new Replica(host, port));
    }
    for (const [key, replica] of this.#replicas) if (!replicas.has(key)) replica.close();
    this.#replicas = replicas;
  }
}

async function lookUp({ host, port }: Address): Promise<Address[]> {
  if (isIP(host) || host === 'localhost') return [{ host, port }];
  try {
    return (await resolve4(host)).map((address) => ({ host: address, port }));
  } catch {
    return [];
  }
}
