import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OtlpExport, spansOf } from './span.ts';
import { TraceStore } from './trace-store.ts';

/** The largest body that it takes; the SDK sends 512 spans at a time, which are well below. */
const BODY_LIMIT = 4 * 1_048_576;

/** Takes spans on this machine, and shows them to those who ask. */
export interface TraceReceiver {
  /** `http://127.0.0.1:4318`; for {@link fetchTrace}. */
  readonly address: string;
  /** Where processes send their spans: OTLP over HTTP, as JSON. */
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** A request that is answered with an error. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Starts a receiver on a free port of the loopback interface: `POST /v1/traces` takes an export, `GET /traces/<id>` gives a trace by
 * its id or by a request's.
 */
export async function startTraceReceiver(store = new TraceStore()): Promise<TraceReceiver> {
  const server = createServer((request, response) => {
    answer(request, store)
      .catch(refused)
      .then(({ status, body }) => send(response, status, body))
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { address, endpoint: `${address}/v1/traces`, stop: () => close(server) };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function answer(request: IncomingMessage, store: TraceStore): Promise<Answer> {
  const { pathname } = new URL(request.url ?? '/', 'http://lab');
  if (request.method === 'POST' && pathname === '/v1/traces') return take(request, store);
  const [, id] = /^\/traces\/([^/]+)$/.exec(pathname) ?? [];
  if (request.method === 'GET' && id !== undefined) {
    const trace = store.find(decode(id));
    if (!trace) throw new Refusal(404, 'No spans of this request or trace are here.');
    return { status: 200, body: trace };
  }
  throw new Refusal(404, 'There are POST /v1/traces (OTLP as JSON) and GET /traces/<request or trace id>.');
}

async function take(request: IncomingMessage, store: TraceStore): Promise<Answer> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    throw new Refusal(415, 'Spans are taken as OTLP in JSON: Content-Type application/json.');
  const { data, error } = OtlpExport.safeParse(parse(await read(request)));
  if (error) {
    const { path, message } = error.issues[0]!;
    throw new Refusal(400, `This is no OTLP export of spans: ${path.join('.') || 'body'}: ${message}.`);
  }
  store.add(spansOf(data));
  return { status: 200, body: {} };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is let through unread, so that the sender comes to read why.
    if (size <= BODY_LIMIT) chunks.push(chunk);
  }
  if (size > BODY_LIMIT) throw new Refusal(413, `An export may hold ${BODY_LIMIT} bytes.`);
  return Buffer.concat(chunks).toString();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'This is no OTLP export of spans: it is no JSON.');
  }
}

function decode(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    throw new Refusal(400, 'This is no id.');
  }
}

function refused(error: unknown): Answer {
  const { status, message } = error instanceof Refusal ? error : new Refusal(500, String(error));
  return { status, body: { message } };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
