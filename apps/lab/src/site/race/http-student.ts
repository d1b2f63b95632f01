import { randomUUID } from 'node:crypto';
import type { Asked, RacingStudent } from './raced-variant.ts';

/** A request without an answer for so long has failed, in milliseconds. */
const PATIENCE = 5_000;

/** A student who wants a seat in one section. */
export class HttpStudent implements RacingStudent {
  /** Of the request that has not been answered yet: sent again, it gets the answer that was lost. */
  #key: string | undefined;

  constructor(
    private readonly address: string,
    private readonly token: string,
    private readonly sectionId: string,
  ) {}

  async ask(): Promise<Asked> {
    this.#key ??= randomUUID();
    const begun = performance.now();
    try {
      const answer = await this.#send('POST', '/api/enrollments', {
        headers: { 'content-type': 'application/json', 'idempotency-key': this.#key },
        body: JSON.stringify({ sectionId: this.sectionId }),
      });
      const text = await answer.text();
      if (answer.status >= 500) return { outcome: 'failed' };
      const latencyMs = performance.now() - begun;
      this.#key = undefined;
      if (answer.status !== 201) return { outcome: 'refused', latencyMs };
      const { id } = JSON.parse(text) as { id: string };
      return { outcome: 'accepted', enrollmentId: id, latencyMs };
    } catch {
      return { outcome: 'failed' };
    }
  }

  async giveBack(enrollmentId: string): Promise<boolean> {
    try {
      const answer = await this.#send('DELETE', `/api/enrollments/${enrollmentId}`);
      await answer.arrayBuffer();
      return answer.status < 500;
    } catch {
      return false;
    }
  }

  #send(method: string, path: string, { headers, body }: RequestInit = {}): Promise<Response> {
    return fetch(this.address + path, {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...(headers as Record<string, string>) },
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(PATIENCE),
    });
  }
}
