import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { CannotRun, type EdgePorts } from '../runtime.ts';

/** Below what operating systems hand out for outgoing connections, so that a port is still free after a restart. */
export const portRange = { first: 20_000, last: 29_999 } as const;

/** The variables that choose the ports of the edge. */
export const portVariables = { site: 'WEB_PORT', monolith: 'MONOLITH_PORT', msa: 'MSA_PORT' } as const;

/** The loopback addresses of this machine: `localhost` may mean either. */
export function loopbackAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return all.some(({ address }) => address === '::1') ? ['127.0.0.1', '::1'] : ['127.0.0.1'];
}

/**
 * Finds `count` free ports on the loopback address. What is found is only used some seconds later, so it comes from a block that this
 * process holds: no other process finds it meanwhile, and this one not again before it has been through its block.
 */
export async function freePorts(count: number, taken: readonly number[] = []): Promise<number[]> {
  block ??= claimBlock(taken);
  const own = await block;
  const free: number[] = [];
  const take = async (port: number) => {
    if (!taken.includes(port) && !free.includes(port) && (await isFree(port))) free.push(port);
  };
  for (let step = 0; step < own.length && free.length < count; step++)
    await take(own[nextInBlock++ % own.length]!);
  // Without a block, or when it is full: anywhere, so that systems that start at the same moment hardly ever meet.
  const begin = randomInt(portCount);
  for (let step = 0; step < portCount && free.length < count; step++)
    await take(first + ((begin + step) % portCount));
  if (free.length < count)
    throw new CannotRun(`There are no ${count} free ports between ${first} and ${last}.`);
  return free;
}

const { first, last } = portRange;
const portCount = last - first + 1;
const blockSize = 100;
let block: Promise<readonly number[]> | undefined;
let nextInBlock = 0;

/** Holds a block by listening on its last port for as long as this process lives; gives the others, or none when all blocks are held. */
async function claimBlock(taken: readonly number[]): Promise<readonly number[]> {
  const blocks = portCount / blockSize;
  const begin = randomInt(blocks);
  for (let step = 0; step < blocks; step++) {
    const from = first + ((begin + step) % blocks) * blockSize;
    const claim = from + blockSize - 1;
    if (!taken.includes(claim) && (await hold(claim)))
      return Array.from({ length: blockSize - 1 }, (_, place) => from + place);
  }
  return [];
}

function hold(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.unref();
      resolve(true);
    });
  });
}

/** Free ports for an edge that nobody has to know beforehand. */
export async function freeEdgePorts(): Promise<EdgePorts> {
  const [site, monolith, msa] = (await freePorts(3)) as [number, number, number];
  return { site, monolith, msa };
}

/** Whether the port can be had on the loopback address. */
export const isFree = async (port: number): Promise<boolean> =>
  (await listenFault(port, '127.0.0.1')) === undefined;

/**
 * Makes sure that the edge can listen.
 *
 * @throws CannotRun naming the port and the variable that changes it
 */
export async function checkEdgePorts(
  ports: EdgePorts,
  names: readonly (keyof EdgePorts)[],
  addresses: readonly string[],
): Promise<void> {
  for (const name of names) {
    const [port, variable] = [ports[name], portVariables[name]];
    const twin = names.find((other) => other !== name && ports[other] === port);
    if (twin)
      throw new CannotRun(
        `${variable} and ${portVariables[twin]} are both ${port}; give each a port of its own.`,
      );
    for (const address of addresses) {
      const fault = await listenFault(port, address);
      if (fault === 'EADDRINUSE')
        throw new CannotRun(
          `Port ${port} is taken. Stop what uses it, or choose another with ${variable}, for example ${variable}=${port + 1000}.`,
        );
      if (fault)
        throw new CannotRun(
          `Cannot listen on ${address} port ${port} (${fault}). Choose another address with --listen, or another port with ${variable}.`,
        );
    }
  }
}

/** Why one cannot listen there; nothing if one can. */
function listenFault(port: number, address: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ port, host: address, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
