import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { askProcess } from './ask.ts';

let server: Server;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let one: { name: string; httpAddress: string };

beforeEach(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  one = { name: 'monolith', httpAddress: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
});
afterEach(() => server.closeAllConnections());
afterEach(() => void server.close());

describe('a request to a process', () => {
  it('has its method and its body, and is answered with a status and a text', async () => {
    answer = (request, response) =>
      void text(request).then((body) =>
        response
          .writeHead(202)
          .end(`${request.method} ${request.url} ${request.headers['content-type']} ${body}`),
      );
    expect(await askProcess(one, '/faults/x', { method: 'PUT', body: { kind: 'hang' } })).toEqual({
      status: 202,
      body: 'PUT /faults/x application/json {"kind":"hang"}',
    });
  });

  it('keeps no connection, which would outlive the process', async () => {
    answer = (request, response) => response.end(request.headers.connection);
    expect((await askProcess(one, '/')).body).toBe('close');
  });

  it('that nobody answers fails with who was asked for what', async () => {
    answer = () => undefined;
    await expect(askProcess(one, '/metrics', {}, 100)).rejects.toThrow(
      /^monolith did not answer GET \/metrics: /,
    );
    answer = (request) => request.socket.destroy();
    await expect(askProcess(one, '/x', { method: 'PUT' })).rejects.toThrow(
      /^monolith did not answer PUT \/x: /,
    );
  });
});
