import { afterEach, expect, it, jest } from '@jest/globals';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { checkEdgePorts, freePorts, isFree, portRange } from './ports.ts';

let server: Server | undefined;

afterEach(() => {
  server?.close();
});

async function takePort(): Promise<number> {
  server = createServer();
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

it('finds as many free ports as wanted, none twice', async () => {
  const ports = await freePorts(20);
  expect(new Set(ports).size).toBe(20);
  expect(await Promise.all(ports.map(isFree))).not.toContain(false);
});

it('finds others the next time, though those found first are not in use yet', async () => {
  const found = [...(await freePorts(20)), ...(await freePorts(20))];
  expect(new Set(found).size).toBe(40);
});

it('finds others than other processes do', async () => {
  const ports = await freePorts(3);
  jest.resetModules();
  const another = await import('./ports.ts');
  expect(another.freePorts).not.toBe(freePorts);
  const all = await another.freePorts(60);
  expect(all.filter((port) => ports.includes(port))).toEqual([]);
  const blockOf = (port: number) => Math.floor(port / 100);
  expect(new Set(all.map(blockOf)).size).toBe(1);
  expect(blockOf(all[0]!)).not.toBe(blockOf(ports[0]!));
});

it('leaves out ports that are spoken for', async () => {
  const left = await freePorts(3);
  const all = Array.from(
    { length: portRange.last - portRange.first + 1 },
    (_, step) => portRange.first + step,
  );
  const spokenFor = all.filter((port) => !left.includes(port));
  expect((await freePorts(3, spokenFor)).sort()).toEqual(left.sort());
  await expect(freePorts(4, spokenFor)).rejects.toThrow('There are no 4 free ports');
});

it('names the port that is taken and the variable that changes it', async () => {
  const port = await takePort();
  const check = checkEdgePorts({ site: 1, monolith: port, msa: 2 }, ['monolith'], ['127.0.0.1']);
  await expect(check).rejects.toThrow(
    `Port ${port} is taken. Stop what uses it, or choose another with MONOLITH_PORT`,
  );
});

it('does not look at ports that are not needed', async () => {
  const port = await takePort();
  const [free] = await freePorts(1);
  await expect(
    checkEdgePorts({ site: free!, monolith: port, msa: 2 }, ['site'], ['127.0.0.1']),
  ).resolves.toBeUndefined();
});

it('refuses one port for two', async () => {
  await expect(checkEdgePorts({ site: 9, monolith: 9, msa: 2 }, ['site', 'monolith'], [])).rejects.toThrow(
    'WEB_PORT and MONOLITH_PORT are both 9',
  );
});
