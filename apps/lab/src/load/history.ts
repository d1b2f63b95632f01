import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { StoryAnswer, StoryRequest } from './stories/story.ts';

/** Writes down what students asked to be changed and what they were told, in the lines that the verification reads. */
export class History {
  readonly #file: WriteStream | undefined;
  #count = 0;

  /** @param path no file, no history */
  constructor(path: string | undefined) {
    this.#file = path === undefined ? undefined : createWriteStream(path, { flags: 'a' });
  }

  /** @returns the request's name in the history; nothing if it changes nothing or nobody wants to know */
  sent(user: string, { method, path, body, as }: StoryRequest, idempotencyKey?: string): string | undefined {
    if (!this.#file || as !== 'student' || method === 'GET') return undefined;
    const id = `${process.pid}-${++this.#count}`;
    this.#write({
      type: 'sent',
      id,
      user,
      method,
      path,
      ...(body !== undefined && { body }),
      ...(idempotencyKey !== undefined && { idempotencyKey }),
    });
    return id;
  }

  answered(id: string | undefined, answer: NonNullable<StoryAnswer>): void {
    if (id !== undefined)
      this.#write({ type: 'answered', id, status: answer.status, body: parsed(answer.body) });
  }

  lost(id: string | undefined, reason: string): void {
    if (id !== undefined) this.#write({ type: 'lost', id, reason });
  }

  /** Done when all of it is in the file. */
  async close(): Promise<void> {
    if (!this.#file) return;
    this.#file.end();
    await finished(this.#file);
  }

  #write(line: Readonly<Record<string, unknown>>): void {
    this.#file?.write(`${JSON.stringify({ ...line, at: new Date().toISOString() })}\n`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
