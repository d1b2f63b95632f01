import { Link } from './link.ts';

/** Five services, each of which may call each other one. */
const MOST = 20;

/** The links between the services of a system. */
export class Links {
  readonly #between = new Map<string, Link>();

  private constructor(private readonly free: Link[]) {}

  /** They listen before it is known where they lead: services are told of them when they start. */
  static async listen(): Promise<Links> {
    return new Links(await Promise.all(Array.from({ length: MOST }, () => Link.listen())));
  }

  /** The address by which one process reaches another through a link of their own. */
  readonly between = (from: string, to: string, address: string): string => {
    const name = `${from} → ${to}`;
    const link = this.#between.get(name) ?? this.free.pop();
    if (!link) throw new Error(`There are more than ${MOST} links.`);
    this.#between.set(name, link);
    link.leadTo(address);
    return link.address;
  };

  /** Those that are in use, by `from → to`. */
  get all(): ReadonlyMap<string, Link> {
    return this.#between;
  }

  /** How many messages and connections were hit in all. */
  get hits(): number {
    return [...this.#between.values()].reduce((sum, link) => sum + link.hits, 0);
  }

  async close(): Promise<void> {
    await Promise.all([...this.free, ...this.#between.values()].map((link) => link.close()));
  }
}
