import { ClientTCP } from '@nestjs/microservices';
import { firstValueFrom, timeout, TimeoutError } from 'rxjs';
import type { CallMessage, CallReply } from './call.ts';

/** The call did not reach the other side, so that it may go to another replica whatever it is. */
export class NotSentError extends Error {}

/** The call went out and no answer came: it may or may not have been done. */
export class NoAnswerError extends Error {}

/** How long a connection attempt may take, in milliseconds. */
const CONNECT_TIMEOUT = 1_000;

/** One process that serves a contract, on a connection of its own. */
export class Replica {
  /** Calls under way. */
  load = 0;
  /** Not before this instant (milliseconds) is it tried again after it could not be reached. */
  restsUntil = 0;
  readonly #client: ClientTCP;

  constructor(
    readonly host: string,
    readonly port: number,
  ) {
    this.#client = new ClientTCP({ host, port });
  }

  get address(): string {
    return `${this.host}:${this.port}`;
  }

  /** @throws NotSentError, NoAnswerError */
  async call(pattern: string, message: CallMessage, timeoutMs: number): Promise<CallReply> {
    this.load++;
    try {
      await this.#connect();
      const answer = this.#client.send<CallReply>(pattern, message).pipe(timeout({ first: timeoutMs }));
      return await firstValueFrom(answer).catch((error: unknown) => {
        if (error instanceof TimeoutError) throw new NoAnswerError(`no answer in ${timeoutMs} ms`);
        throw new NoAnswerError(error instanceof Error ? error.message : String(error));
      });
    } finally {
      this.load--;
    }
  }

  close(): void {
    this.#client.close();
  }

  async #connect(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const expired = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the connection attempt timed out')), CONNECT_TIMEOUT);
    });
    try {
      await Promise.race([this.#client.connect(), expired]);
      this.restsUntil = 0;
    } catch (error) {
      this.#client.close();
      this.restsUntil = Date.now() + 1_000;
      throw new NotSentError(error instanceof Error ? error.message : String(error));
    } finally {
      clearTimeout(timer);
    }
  }
}
