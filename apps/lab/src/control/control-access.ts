import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** How another terminal reaches the command that runs a system. */
export interface ControlAccess {
  /** On the loopback interface. */
  readonly address: string;
  /** Whoever has it may change the system; it is in a private file of the data folder, and on the screen of who started it. */
  readonly token: string;
}

/** Below this path of the lab's API are the orders. */
export const controlPath = '/lab/api/control/';

/** A new one for each run. */
export const newToken = (): string => randomBytes(24).toString('base64url');

/** Whether a request has the token. */
export function hasToken({ headers }: Pick<IncomingMessage, 'headers'>, token: string): boolean {
  const given = Buffer.from(headers.authorization ?? '');
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
