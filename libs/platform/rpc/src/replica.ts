import { ClientTCP } from '@nestjs/microservices';
import { firstValueFrom, timeout, TimeoutError } from 'rxjs';
import type { Answer, CallMessage, CallReply } from './call.ts';

/** The call did not reach the other side, so that it may go to another replica whatever it is. */
export class NotSentError extends Error {}

/** The call went out and no answer came: it may or may not have been done. */
export class NoAnswerError extends Error {}

/** No answer until the deadline: nobody waits for another attempt. */
export class TooLateError extends NoAnswerError {}

/** How long a connection attempt may take, in milliseconds. */
const CONNECT_TIMEOUT = 1_000;

/** How long a replica that could not be reached, or is stopping, is tried last, in milliseconds. */
const REST = 1_000;

/** One process that serves a contract, on a connection of its own. */
export class Replica {
  /** Calls under way. */
  load = 0;
  /** Not before this instant (milliseconds) is it tried again after it could not be reached. */
  restsUntil = 0;
  readonly #client: ClientTCP;
  #retired = false;

  constructor(
    readonly host: string,
    readonly port: number,
  ) {
    this.#client = new ClientTCP({ host, port });
  }

  get address(): string {
    return `${this.host}:${this.port}`;
  }

  /**
   * @param deadline the instant (milliseconds) until which an answer counts
   * @throws NotSentError, NoAnswerError, TooLateError
   */
  async call(pattern: string, message: CallMessage, deadline: number): Promise<Answer> {
    this.load++;
    try {
      await this.#connect(Math.min(CONNECT_TIMEOUT, deadline - Date.now()));
      const reply = await this.#send(pattern, message, deadline - Date.now());
      if (!('stopping' in reply)) return reply;
      this.#rest();
      throw new NotSentError('the process is about to stop');
    } finally {
      this.load--;
      if (this.#retired) this.retire();
    }
  }

  /** Closes the connection when the calls under way are answered: the replica gets no new ones. */
  retire(): void {
    this.#retired = true;
    if (this.load === 0) this.close();
  }

  close(): void {
    this.#client.close();
  }

  #send(pattern: string, message: CallMessage, timeoutMs: number): Promise<CallReply> {
    const answer = this.#client.send<CallReply>(pattern, message).pipe(timeout({ first: timeoutMs }));
    return firstValueFrom(answer).catch((error: unknown) => {
      if (error instanceof TimeoutError) throw new TooLateError(`no answer in ${timeoutMs} ms`);
      throw new NoAnswerError(error instanceof Error ? error.message : String(error));
    });
  }

  #rest(): void {
    this.restsUntil = Date.now() + REST;
  }

  async #connect(timeoutMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const expired = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the connection attempt timed out')), timeoutMs);
    });
    try {
      await Promise.race([this.#client.connect(), expired]);
      // Throws where another call's attempt, which shares the connection, has expired and closed it.
      this.#client.unwrap();
      this.restsUntil = 0;
    } catch (error) {
      this.#client.close();
      this.#rest();
      throw new NotSentError(error instanceof Error ? error.message : String(error));
    } finally {
      clearTimeout(timer);
    }
  }
}
