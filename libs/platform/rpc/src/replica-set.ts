import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Replica } from './replica.ts';

interface Address {
  host: string;
  port: number;
}

/** Finds the addresses that a host name stands for. */
export type LookUp = (host: string) => Promise<string[]>;

/** The addresses as they are now, where they can change: asked again as often as names are looked up. */
export type AddressBook = () => Address[];

/** How often names are looked up again, in milliseconds, so that added and removed copies are noticed. */
const LOOKUP_INTERVAL = 2_000;

/**
 * The replicas that serve a context. Nest's TCP client keeps one socket, so with one client all calls would go to one
 * replica however many there are; this keeps a connection to each and picks the least loaded. A host name stands for all of
 * its A records, which are looked up again every two seconds; addresses are taken as they are. Where they can change too, there
 * is a book of them, which is read again as often.
 */
export class ReplicaSet {
  #addresses: Address[];
  readonly #book: AddressBook | undefined;
  #replicas = new Map<string, Replica>();
  #next = 0;
  readonly #known = new Map<string, string[]>();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  #started: Promise<void> | undefined;
  readonly #lookUp: LookUp;
  readonly #refreshed: (size: number) => void;

  /**
   * @param refreshed told how many replicas are known after each look
   * @param lookUp finds the addresses of a host name
   */
  constructor(
    addresses: Address[] | AddressBook,
    refreshed: (size: number) => void = () => {},
    lookUp: LookUp = addressesOf,
  ) {
    this.#book = Array.isArray(addresses) ? undefined : addresses;
    this.#addresses = Array.isArray(addresses) ? addresses : [];
    this.#refreshed = refreshed;
    this.#lookUp = lookUp;
  }

  /** How many replicas are known. */
  get size(): number {
    return this.#replicas.size;
  }

  /**
   * The least loaded replica that can be reached as far as is known; those in `tried` come last.
   *
   * @param deadline the instant (milliseconds) until which it waits for the first look-up
   */
  async pick(tried: ReadonlySet<Replica>, deadline: number): Promise<Replica | undefined> {
    this.#started ??= this.#start();
    if (this.#replicas.size === 0) await before(deadline, this.#started);
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
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const replica of this.#replicas.values()) replica.close();
  }

  async #start(): Promise<void> {
    await this.#refresh();
    if (this.#closed || (!this.#book && this.#addresses.every(isFixed))) return;
    this.#timer = setTimeout(() => void this.#start(), LOOKUP_INTERVAL).unref();
  }

  async #refresh(): Promise<void> {
    this.#addresses = this.#readBook();
    const found = (await Promise.all(this.#addresses.map((address) => this.#resolve(address)))).flat();
    if (this.#closed) return;
    const replicas = new Map<string, Replica>();
    for (const { host, port } of found) {
      const key = `${host}:${port}`;
      replicas.set(key, this.#replicas.get(key) ?? new Replica(host, port));
    }
    for (const [key, replica] of this.#replicas) if (!replicas.has(key)) replica.retire();
    this.#replicas = replicas;
    this.#refreshed(replicas.size);
  }

  /** A book that cannot be read says nothing about the replicas either. */
  #readBook(): Address[] {
    try {
      return this.#book?.() ?? this.#addresses;
    } catch {
      return this.#addresses;
    }
  }

  /** A failed look-up says nothing about the replicas: those that are known stay. */
  async #resolve(address: Address): Promise<Address[]> {
    if (isFixed(address)) return [address];
    const { host, port } = address;
    const hosts = await this.#lookUp(host).catch(() => [] as string[]);
    if (hosts.length > 0) this.#known.set(host, hosts);
    return (this.#known.get(host) ?? []).map((found) => ({ host: found, port }));
  }
}

const isFixed = ({ host }: Address): boolean => isIP(host) !== 0 || host === 'localhost';

/** By the system's resolver, which also knows the hosts file and the search domains of a cluster. */
const addressesOf: LookUp = async (host) =>
  (await lookup(host, { all: true, family: 4 })).map(({ address }) => address);

/** Waits for a promise, but not beyond an instant. */
async function before(deadline: number, promise: Promise<void>): Promise<void> {
  const enough = new AbortController();
  const expired = delay(Math.max(0, deadline - Date.now()), undefined, { signal: enough.signal });
  await Promise.race([promise, expired]);
  enough.abort();
  await expired.catch(() => {});
}
