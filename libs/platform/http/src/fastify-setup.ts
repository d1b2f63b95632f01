import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { invalidInput, problemDocument, tooLarge, type Route } from '@sugang/contract';
import { requestFrom, withRequest, type Metrics, type RequestContext } from '@sugang/observability';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { Transform, type Readable } from 'node:stream';
import { sendProblem } from './problem-filter.ts';

/** Bodies are up to 1 MB, imports up to 64 MB. */
export const BODY_LIMIT = 1_048_576;
export const IMPORT_LIMIT = 64 * BODY_LIMIT;

/** Fastify's own settings. What it refuses before any endpoint or hook sees it is a problem like all others. */
export const fastifyOptions = {
  bodyLimit: BODY_LIMIT,
  routerOptions: { maxParamLength: 500 },
  frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply): void => {
    void reply.header('x-request-id', requestFrom({ requestId: header(request, 'x-request-id') }).requestId);
    sendProblem(reply, invalidInput([{ path: 'path', message: 'must be a valid path' }]));
  },
  // No request came of it (broken, or headers beyond 16 KB): the answer is written as it is.
  clientErrorHandler: (_error: Error, socket: Socket): void => {
    if (!socket.writable) return void socket.destroy();
    const problem = invalidInput([
      { path: 'request', message: 'must be HTTP with headers of 16 KB at most' },
    ]);
    const body = JSON.stringify(problemDocument(problem));
    socket.end(
      `HTTP/1.1 400 Bad Request\r\ncontent-type: application/problem+json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
    );
  },
};

/** Puts what every endpoint shares into Fastify: request ids, metrics, body parsers, entity tags. */
export function setUpFastify(adapter: FastifyAdapter, routes: readonly Route[], metrics: Metrics): void {
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  followRequests(fastify);
  measureRequests(fastify, metrics);
  parseBodies(fastify);
  tagEntities(fastify, routes);
}

function followRequests(fastify: FastifyInstance): void {
  const contexts = new WeakMap<FastifyRequest, RequestContext>();
  fastify.addHook('onRequest', (request, reply, done) => {
    const context = requestFrom({
      requestId: header(request, 'x-request-id'),
      traceparent: header(request, 'traceparent'),
    });
    contexts.set(request, context);
    void reply.header('x-request-id', context.requestId);
    withRequest(context, done);
  });
  // The body arrives in events of the socket, which know nothing of the request: enter its context again.
  fastify.addHook('preValidation', (request, _reply, done) => withRequest(contexts.get(request)!, done));
}

function measureRequests(fastify: FastifyInstance, metrics: Metrics): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.httpRequests.inc({ method: request.method, route, status: reply.statusCode });
    metrics.httpSeconds.observe({ route }, reply.elapsedTime / 1_000);
    done();
  });
}

function parseBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: BODY_LIMIT },
    (request, body, done) => {
      // Clients that always name a content type send none with DELETE.
      if (body === '') return done(null, undefined);
      void parseJson(request, body as string, (error, value) => {
        if (error) done(invalidInput([{ path: 'body', message: 'must be valid JSON' }]));
        else done(null, value);
      });
    },
  );
  fastify.addContentTypeParser('text/csv', (request, body: Readable, done) => {
    if (Number(request.headers['content-length']) > IMPORT_LIMIT) done(importTooLarge());
    else done(null, limited(body));
  });
  // A body that was refused unread would stand in the way of the next request of its connection.
  fastify.addHook('onResponse', ({ body }, _reply, done) => {
    if (body instanceof SizeLimit) body.destroy();
    done();
  });
}

const importTooLarge = () => tooLarge('An import may hold 64 MB.');

/** The body up to a size. Not by `pipeline` or `compose`: they would cut the connection, and with it the answer that says why. */
function limited(body: Readable): Readable {
  const limit = new SizeLimit(IMPORT_LIMIT);
  // What nobody reads any more is let through, so that the client comes to the end of its request and reads the answer.
  limit.once('close', () => body.unpipe(limit).resume());
  // A client that goes away ends no stream, and whoever reads would wait for ever.
  body.once('error', (error) => limit.destroy(error));
  body.once('close', () => body.readableEnded || limit.destroy(new Error('The client went away.')));
  return body.pipe(limit);
}

/** Passes a stream on up to a size; a body without a declared length is measured as it comes. */
class SizeLimit extends Transform {
  #left: number;

  constructor(limit: number) {
    super();
    this.#left = limit;
  }

  override _transform(
    chunk: Buffer,
    _encoding: string,
    done: (error: Error | null, chunk?: Buffer) => void,
  ): void {
    this.#left -= chunk.length;
    if (this.#left < 0) done(importTooLarge());
    else done(null, chunk);
  }
}

/** A hash of the content, the same on every replica, lets a client ask whether what it has is still good. */
function tagEntities(fastify: FastifyInstance, routes: readonly Route[]): void {
  const tagged = new Set(
    routes.filter((route) => route.etag).map((route) => route.path.replace(/\{(\w+)\}/g, ':$1')),
  );
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const isTagged =
      (request.method === 'GET' || request.method === 'HEAD') && tagged.has(request.routeOptions.url ?? '');
    if (!isTagged || reply.statusCode !== 200 || typeof payload !== 'string') return done(null, payload);
    const tag = `"${createHash('sha1').update(payload).digest('base64url')}"`;
    void reply.header('etag', tag).header('cache-control', 'public, max-age=0, must-revalidate');
    if (!matches(header(request, 'if-none-match'), tag)) return done(null, payload);
    reply.removeHeader('content-length');
    notModified(reply);
    // Fastify measures what it leaves out of the answer to HEAD, so it must be there.
    done(null, request.method === 'HEAD' ? '' : null);
  });
}

function notModified(reply: FastifyReply): void {
  void reply.code(304);
  reply.removeHeader('content-type');
}

/** Weak comparison (RFC 9110 §13.1.2): the proxy makes tags weak when it compresses. */
function matches(condition: string | undefined, tag: string): boolean {
  if (!condition) return false;
  if (condition.trim() === '*') return true;
  return condition.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === tag);
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}
