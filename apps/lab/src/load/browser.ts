import CachePolicy from 'http-cache-semantics';
import { Agent, get, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';

/** What came of a look at a page. */
export interface Look {
  readonly status: number;
  readonly body: string;
  /** Over the network, headers too. */
  readonly bytes: number;
  /** It was shown from the browser's cache, and nothing was sent. */
  readonly ownCopy: boolean;
}

interface Kept {
  readonly policy: CachePolicy;
  readonly body: string;
}

/**
 * A browser, usually with a cache of its own, by the rules of HTTP (RFC 9111): it shows what is fresh without asking, and asks with the
 * validators of what is not. It has one connection.
 */
export class Browser {
  readonly #kept = new Map<string, Kept>();
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  /** @param timeoutMs how long it waits for an answer */
  constructor(
    private readonly address: string,
    private readonly timeoutMs: number,
    private readonly kind: { readonly hasCache: boolean } = { hasCache: true },
  ) {}

  /**
   * Looks at a page.
   *
   * @throws Error when no answer comes, or none in time (`TimeoutError`)
   */
  async look(path: string): Promise<Look> {
    const url = this.address + path;
    const request = { url, method: 'GET', headers: {} };
    const kept = this.#kept.get(path);
    if (kept?.policy.satisfiesWithoutRevalidation(request))
      return { status: 200, body: kept.body, bytes: 0, ownCopy: true };
    const validators = (kept?.policy.revalidationHeaders(request) ?? {}) as Record<string, string>;
    const answer = await this.#ask(url, validators);
    const response = { status: answer.status, headers: answer.headers as Record<string, string> };
    const { policy, modified } = kept
      ? kept.policy.revalidatedPolicy(request, response)
      : { policy: new CachePolicy(request, response, { shared: false }), modified: true };
    const body = kept && !modified ? kept.body : answer.body;
    if (this.kind.hasCache && policy.storable()) this.#kept.set(path, { policy, body });
    else this.#kept.delete(path);
    return { status: answer.status, body, bytes: answer.bytes, ownCopy: false };
  }

  /** Closes its connection. */
  close(): void {
    this.#agent.destroy();
  }

  async #ask(url: string, headers: Record<string, string>) {
    return new Promise<{ status: number; headers: IncomingHttpHeaders; body: string; bytes: number }>(
      (resolve, reject) => {
        const signal = AbortSignal.timeout(this.timeoutMs);
        const asking = get(url, { agent: this.#agent, headers, signal }, (response) => {
          const { socket, statusCode = 0 } = response;
          text(response).then(
            (body) =>
              resolve({
                status: statusCode,
                headers: response.headers,
                body,
                bytes: socket.bytesRead - before,
              }),
            reject,
          );
        });
        let before = 0;
        asking.once('socket', (socket) => (before = socket.bytesRead));
        // Who aborts says why.
        asking.once('error', (error) => reject(signal.aborted ? (signal.reason as Error) : error));
      },
    );
  }
}
