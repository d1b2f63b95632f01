import { createServer } from 'node:net';

/** Below the ports that operating systems hand out, and apart from those of other tests. */
const PORTS = [19_950, 19_999] as const;

/** Three free ports in a row. */
export async function freePorts(): Promise<[number, number, number]> {
  for (let first = PORTS[0]; first + 2 <= PORTS[1]; first += 3) {
    const ports: [number, number, number] = [first, first + 1, first + 2];
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return ports;
  }
  throw new Error(`No three ports in a row are free between ${PORTS.join(' and ')}.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}
