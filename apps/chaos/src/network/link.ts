import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What a link does to what goes through it. */
export type Weather =
  | { readonly kind: 'fair' }
  /** Everything comes later. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Nothing comes through any more, and nobody is told. */
  | { readonly kind: 'stall' }
  /** Connections break, and new ones too. */
  | { readonly kind: 'cut' };

/** A link between two services that can be broken: it listens, and passes all on to the other side. */
export class Link {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #target: { host: string; port: number } | undefined;
  #weather: Weather = { kind: 'fair' };
  /** How many messages were held up or lost here, and connections broken. */
  hits = 0;

  private constructor() {
    this.#server = createServer((socket) => this.#connect(socket));
  }

  static async listen(): Promise<Link> {
    const link = new Link();
    await new Promise<void>((resolve) => link.#server.listen(0, '127.0.0.1', resolve));
    return link;
  }

  /** Where others find it. */
  get address(): string {
    return `127.0.0.1:${(this.#server.address() as { port: number }).port}`;
  }

  /** Says where it leads. */
  leadTo(address: string): void {
    const [host, port] = address.split(':') as [string, string];
    this.#target = { host, port: Number(port) };
  }

  set weather(weather: Weather) {
    const stalled = this.#weather.kind === 'stall';
    this.#weather = weather;
    // What was lost on the way does not come again: the connection is of no use any more.
    if (weather.kind === 'cut' || stalled) this.breakConnections();
  }

  /** Breaks all connections that there are; new ones may be made. */
  breakConnections(): void {
    this.hits += this.#sockets.size;
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  async close(): Promise<void> {
    this.breakConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #connect(near: Socket): void {
    if (this.#weather.kind === 'cut' || !this.#target) return void near.resetAndDestroy();
    const far = createConnection(this.#target);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one);
      one.setNoDelay(true);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
      this.#carry(one, other);
    }
  }

  /** Carries what comes from one side to the other, in its order. */
  #carry(from: Socket, to: Socket): void {
    let last = Promise.resolve();
    from.on('data', (chunk) => {
      const weather = this.#weather;
      if (weather.kind !== 'fair') this.hits++;
      last = last.then(async () => {
        if (weather.kind === 'delay') await pause(weather.ms);
        if (this.#weather.kind !== 'stall' && to.writable) to.write(chunk);
      });
    });
  }
}
