import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { Link } from './link.ts';

describe('a link', () => {
  let echo: Server;
  let link: Link;
  let sockets: Socket[];

  beforeEach(async () => {
    sockets = [];
    echo = createServer((socket) => socket.on('error', () => undefined).pipe(socket));
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
    link = await Link.listen();
    link.leadTo(`127.0.0.1:${(echo.address() as { port: number }).port}`);
  });
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await link.close();
    await new Promise((resolve) => echo.close(resolve));
  });

  const open = () => {
    const [host, port] = link.address.split(':') as [string, string];
    const socket = createConnection({ host, port: Number(port) }).on('error', () => undefined);
    sockets.push(socket);
    return socket;
  };
  const connect = async () => {
    const socket = open();
    await once(socket, 'connect');
    return socket;
  };
  /** A broken connection ends with an error, too. */
  const closing = (socket: Socket) => new Promise((resolve) => socket.once('close', resolve));
  const answerTo = async (socket: Socket, text: string) => {
    socket.write(text);
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    return chunk.toString();
  };

  it('passes all on', async () => {
    expect(await answerTo(await connect(), 'hello')).toBe('hello');
  });

  it('passes all on, but later', async () => {
    link.weather = { kind: 'delay', ms: 20 };
    expect(await answerTo(await connect(), 'hello')).toBe('hello');
    expect(link.hits).toBeGreaterThan(0);
  });

  it('loses what is sent while it is stalled, and breaks the connection after that', async () => {
    const socket = await connect();
    await answerTo(socket, 'hello');
    link.weather = { kind: 'stall' };
    socket.write('lost');
    const closed = closing(socket);
    link.weather = { kind: 'fair' };
    await closed;
    expect(await answerTo(await connect(), 'again')).toBe('again');
  });

  it('breaks connections that there are and new ones while it is cut', async () => {
    const socket = await connect();
    const closed = closing(socket);
    link.weather = { kind: 'cut' };
    await closed;
    await closing(open());
  });
});
