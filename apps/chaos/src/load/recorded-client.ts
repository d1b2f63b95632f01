import type { HistoryFile } from '@sugang/verification';
import { randomUUID } from 'node:crypto';

/** A request of one user. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

/** What came back; nothing if the answer was lost. */
export type Answer = { readonly status: number; readonly body: unknown } | undefined;

/** So long may a request take, whatever is broken behind Nginx; longer, and it hangs. */
export const HANGS_AFTER_MS = 20_000;

/** Calls the API as one user, and writes down each request and what became of it. */
export class RecordedClient {
  constructor(
    private readonly address: string,
    readonly userId: string,
    private readonly token: string,
    private readonly history: HistoryFile,
  ) {}

  async send(request: Request): Promise<Answer> {
    const id = randomUUID();
    this.history.sent({ id, user: this.userId, ...request });
    try {
      const answer = await this.#exchange(request);
      this.history.answered(id, answer);
      return answer;
    } catch (error) {
      this.history.lost(id, (error as Error).name === 'TimeoutError' ? 'hung' : reasonOf(error));
      return undefined;
    }
  }

  async #exchange({ method, path, body, idempotencyKey }: Request): Promise<NonNullable<Answer>> {
    const response = await fetch(this.address + path, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(HANGS_AFTER_MS),
    });
    const text = await response.text();
    return { status: response.status, body: json(text) };
  }
}

/** What a lost connection is called, however deep. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
