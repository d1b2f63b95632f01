import { createHash } from 'node:crypto';

/** What identifies a request with an `Idempotency-Key`, as hashes: who wants what done, and with which content. */
export interface KeyedRequest {
  /** The same for a request and its repetitions: of the user, the method, the path and the header. */
  readonly key: string;
  /** Of the body: a repetition must have the same one. */
  readonly fingerprint: string;
}

/** Makes one of what scopes a key (JSON values, the header among them) and of the body. */
export const keyedRequest = (scope: readonly unknown[], body: unknown): KeyedRequest => ({
  key: hashOf(scope),
  fingerprint: hashOf(body ?? null),
});

const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url');
