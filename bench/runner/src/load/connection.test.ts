import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Connection } from './connection.ts';

let server: Server | undefined;
afterEach(() => new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined))));

/** A connection to a server that does this with each request. */
async function connectedTo(answer: (socket: Socket, request: string) => void): Promise<Connection> {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => answer(socket, data.toString('latin1')));
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return Connection.open('127.0.0.1', (server.address() as AddressInfo).port);
}

describe('a connection of the load generator', () => {
  it('sends request after request and reads each answer', async () => {
    const connection = await connectedTo((socket, request) =>
      socket.write(`HTTP/1.1 201 Created\r\nContent-Length: ${request.length}\r\n\r\n${request}`),
    );
    expect(await connection.send('first')).toEqual({ status: 201, body: 'first' });
    expect(await connection.send('another')).toEqual({ status: 201, body: 'another' });
    connection.close();
  });

  it('puts together an answer that comes in pieces', async () => {
    const connection = await connectedTo((socket) => {
      const pieces = ['HTTP/1.1 409 Conf', 'lict\r\ncontent-le', 'ngth: 11\r\n\r', '\nsection', '-ful'];
      const next = () => {
        const piece = pieces.shift();
        if (piece !== undefined) socket.write(piece, () => setImmediate(next));
      };
      next();
    });
    expect(await connection.send('x')).toEqual({ status: 409, body: 'section-ful' });
    connection.close();
  });

  it('fails where the server ends the connection instead of answering', async () => {
    const connection = await connectedTo((socket) => socket.destroy());
    await expect(connection.send('x')).rejects.toThrow();
  });

  it('fails where it could not tell the end of an answer', async () => {
    const connection = await connectedTo((socket) =>
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'),
    );
    await expect(connection.send('x')).rejects.toThrow('no Content-Length');
  });
});
