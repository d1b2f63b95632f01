import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';

/** Below the ports that operating systems hand out, and apart from those of other tests. */
const FIRST = 10_000;
const BLOCKS = 140;
const BLOCK = 50;

let block: Promise<number> | undefined;
let given = 0;

/**
 * A port that is free now. It is used some time later, or again after a restart, so it comes from a block that only this file of
 * tests takes from, and none is given a second time before all others were.
 */
export async function freePort(): Promise<number> {
  const first = await (block ??= claimBlock());
  for (let step = 1; step < BLOCK; step++) {
    const port = first + 1 + (given++ % (BLOCK - 1));
    const server = await listen(port);
    if (!server) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
  throw new Error(`No port is free from ${first} on.`);
}

/** Listens on the first port of a block for as long as this process lives, so that nobody else takes the block. */
async function claimBlock(): Promise<number> {
  const begin = randomInt(BLOCKS);
  for (let step = 0; step < BLOCKS; step++) {
    const first = FIRST + ((begin + step) % BLOCKS) * BLOCK;
    if (await listen(first)) return first;
  }
  // All are claimed, by tests that ended too as long as their process lives: two in one block hardly ever meet.
  return FIRST + begin * BLOCK;
}

/** A server that keeps no process alive; none where the port is taken. */
function listen(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy()).unref();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
