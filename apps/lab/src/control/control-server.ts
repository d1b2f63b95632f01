import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { CannotRun, type RunningSystem } from '../runtime/runtime.ts';

/** How another terminal reaches the command that runs a system. */
export interface ControlAccess {
  /** On the loopback interface. */
  readonly address: string;
  /** Whoever has it may change the system; it is in a private file of the data folder. */
  readonly token: string;
}

/** Takes orders for a running system. */
export interface ControlServer {
  readonly access: ControlAccess;
  stop(): Promise<void>;
}

const Scale = z.strictObject({ part: z.string(), copies: z.int().min(1).max(50) });

/**
 * Starts to take orders on a free port of the loopback interface. `POST /scale` `{ part, copies }` changes the number of copies and answers
 * 204 when it is done; 401 without the token, 400 with a sentence when it cannot be done.
 */
export async function serveControl(system: Pick<RunningSystem, 'scale'>): Promise<ControlServer> {
  const token = randomBytes(24).toString('base64url');
  const server = createServer((request, response) => {
    const answer = (status: number, body = '') =>
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(body);
    if (!isAllowed(request, token)) return void answer(401, 'The token is missing or wrong.');
    if (request.method !== 'POST' || request.url !== '/scale')
      return void answer(404, 'There is POST /scale.');
    scale(system, request).then(
      () => answer(204),
      (error: Error) => answer(error instanceof CannotRun ? 400 : 500, error.message),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    access: { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function scale(system: Pick<RunningSystem, 'scale'>, request: IncomingMessage): Promise<void> {
  const order = Scale.safeParse(parsed(await text(request)));
  if (!order.success) throw new CannotRun('Send {"part":"enrollment","copies":3}, with 1 to 50 copies.');
  await system.scale(order.data.part, order.data.copies);
}

function isAllowed({ headers }: IncomingMessage, token: string): boolean {
  const [given, expected] = [headers.authorization ?? '', `Bearer ${token}`].map((words) =>
    Buffer.from(words),
  );
  return given!.length === expected!.length && timingSafeEqual(given!, expected!);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
