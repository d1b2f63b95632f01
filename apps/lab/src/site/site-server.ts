import { notFound, unauthenticated, unavailable } from '@sugang/contract';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { controlPath, hasToken, newToken, type ControlAccess } from '../control/control-access.ts';
import { streamEvents } from './event-stream.ts';
import type { LabSite } from './lab-site.ts';
import { problemOf, readJsonBody, sendJson, sendProblem } from './problem-answers.ts';

/** How long requests that are under way may take when the server stops, in milliseconds. */
const LAST_WORDS = 1_000;

/** What the lab serves: to the site's pages by way of Nginx, and orders to other terminals directly. */
export interface SiteServer {
  /** `127.0.0.1:45123`, as Nginx wants it. */
  readonly address: string;
  /** For those who give orders. */
  readonly access: ControlAccess;
  /** From now on it answers; until then it says that the system starts. */
  serve(site: LabSite): void;
  /** Ends all streams, and what is under way. */
  stop(): Promise<void>;
}

/**
 * Starts to listen on a free port of the loopback interface. Reading is open to whoever reaches it; orders need the token. What there
 * is, is in `site-api.ts`. It listens before there is a system, because Nginx is told the address at its start.
 */
export async function startSiteServer(): Promise<SiteServer> {
  const token = newToken();
  const streams = new Set<ServerResponse>();
  let site: LabSite | undefined;
  const server = createServer((request, response) => {
    respond(request, response, { site, token, streams }).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendProblem(response, problemOf(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address,
    access: { address: `http://${address}`, token },
    serve: (running) => void (site = running),
    async stop() {
      await site?.stop();
      for (const stream of streams) stream.end();
      await close(server);
    },
  };
}

interface Scene {
  readonly site: LabSite | undefined;
  readonly token: string;
  readonly streams: Set<ServerResponse>;
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { site, token, streams }: Scene,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://lab');
  if (pathname.startsWith(controlPath) && !hasToken(request, token))
    throw unauthenticated('The control token is missing or wrong. "npm start" prints it.');
  if (!site) throw unavailable('The system is still starting. Try again in a moment.');
  if (request.method === 'POST' && pathname.startsWith(controlPath))
    return obey(request, response, site, pathname.slice(controlPath.length));
  if (request.method === 'GET') {
    if (pathname === '/lab/api/topology')
      return stream(response, streams, () => streamEvents('topology', site.topology, response));
    if (pathname === '/lab/api/race')
      return stream(response, streams, () => streamEvents('race', site.race, response));
    const [, id] = /^\/lab\/api\/traces\/([^/]+)$/.exec(pathname) ?? [];
    if (id !== undefined) return showTrace(response, site, id);
  }
  throw notFound(
    'The lab has GET /lab/api/topology, /lab/api/race and /lab/api/traces/<request id>, and POST /lab/api/control/<order>.',
  );
}

async function obey(
  request: IncomingMessage,
  response: ServerResponse,
  { orders }: LabSite,
  name: string,
): Promise<void> {
  const order = orders.named(name);
  if (!order) throw notFound(`There is no order "${name}"; there are ${orders.names.join(', ')}.`);
  const begun = await order(await readJsonBody(request));
  // What is begun goes on; what is done is done.
  if (begun === undefined) sendJson(response, 204, undefined);
  else sendJson(response, 202, begun);
}

function showTrace(response: ServerResponse, site: LabSite, id: string): void {
  const trace = site.trace(decoded(id));
  if (!trace)
    throw notFound(
      'There is no trace of this request, or not yet: spans come within a second, of requests with the header "X-Trace: on".',
    );
  sendJson(response, 200, trace);
}

function stream(response: ServerResponse, streams: Set<ServerResponse>, begin: () => void): void {
  streams.add(response);
  response.once('close', () => streams.delete(response));
  begin();
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    throw notFound('This is no id of a request.');
  }
}

/** Whoever does not come to an end in time is cut off. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const impatience = setTimeout(() => server.closeAllConnections(), LAST_WORDS);
    server.close(() => {
      clearTimeout(impatience);
      resolve();
    });
  });
}
