/**
 * `bundle-app.mjs`, run in the folder of an app that is compiled: makes one program of it and of all that it imports, in `bundle/`.
 * A service would otherwise find, read and link 1,500 modules at each start, which takes most of its processor time until it is
 * ready (docs/adr/0030). What a process loads only when it is needed stays in files of its own.
 */
import { rolldown } from 'rolldown';

/** What the libraries load where it is installed, for features that are not used. Nest would load Express at each start. */
const leftOut = [
  // Nest, for serializing by classes, uploads, views and web sockets, and its other platform.
  ...[
    'class-transformer',
    'class-validator',
    '@nestjs/platform-express',
    '@nestjs/websockets/socket-module.js',
  ],
  ...['@fastify/multipart', '@fastify/static', '@fastify/view'],
  // @nestjs/microservices, for the transports that are not TCP.
  ...['@grpc/grpc-js', '@grpc/proto-loader', '@nats-io/transport-node', 'amqp-connection-manager'],
  ...['ioredis', 'kafkajs', 'mqtt'],
];

/** In place of what is left out is a module that fails as a missing package does. */
const absent = '\0absent';
const leaveOut = {
  name: 'leave-out',
  resolveId: (id) => (leftOut.includes(id) ? absent : undefined),
  load: (id) => (id === absent ? 'throw new Error("This package is not in the bundle.");' : undefined),
};

const bundle = await rolldown({
  input: 'dist/main.js',
  platform: 'node',
  plugins: [leaveOut],
  onLog(level, log) {
    // A program that lacks a part would only fail when it needs it.
    if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
    if (level === 'warn') process.stderr.write(`${log.message}\n`);
  },
});
await bundle.write({
  dir: 'bundle',
  cleanDir: true,
  format: 'esm',
  // Errors, logs and Nest's own messages name classes.
  keepNames: true,
  sourcemap: true,
  // It runs wherever it is put, with no package.json beside it.
  entryFileNames: '[name].mjs',
  chunkFileNames: 'parts/[name]-[hash].mjs',
});
await bundle.close();
