import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv from 'sirv';

// Serves a folder's files as Node applications do it, and tells its parent where.
const folder = process.argv[2]!;
const files = sirv(folder, { etag: true });
const server = createServer((request, response) =>
  files(request, response, () => void response.writeHead(404).end()),
);
server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }));
// Its parent is gone: nobody asks any more.
process.once('disconnect', () => process.exit(0));
