import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CallsMade, Order, Reply } from './order.ts';

const program = fileURLToPath(new URL('./participant.js', import.meta.url));

/** A process that calls or is called, as the one that started it sees it. */
export class Participant {
  readonly #child: ChildProcess = fork(program, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  readonly #stop = () => this.stop();

  constructor(private readonly signal: AbortSignal) {
    signal.throwIfAborted();
    signal.addEventListener('abort', this.#stop);
  }

  /** Begins to offer the contract; gives its port. */
  async serve(): Promise<number> {
    return ((await this.#tell({ do: 'serve' })) as { port: number }).port;
  }

  async call(how: Omit<Extract<Order, { do: 'call' }>, 'do'>): Promise<CallsMade> {
    return (await this.#tell({ do: 'call', ...how })) as CallsMade;
  }

  async cpuSeconds(): Promise<number> {
    return ((await this.#tell({ do: 'count' })) as { cpuSeconds: number }).cpuSeconds;
  }

  stop(): void {
    this.signal.removeEventListener('abort', this.#stop);
    this.#child.kill('SIGKILL');
  }

  #tell(order: Order): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const ended = () =>
        reject(
          this.signal.aborted
            ? (this.signal.reason as Error)
            : new Error('A process of the measurement ended early.'),
        );
      this.#child.once('exit', ended);
      this.#child.once('message', (reply: Reply) => {
        this.#child.off('exit', ended);
        if ('error' in reply) reject(new Error(`A process of the measurement failed: ${reply.error}`));
        else resolve(reply);
      });
      this.#child.send(order);
    });
  }
}
