import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { planCopies, planGroups, portsNeeded } from '../src/runtime/plan.ts';
import { DataFolder } from '../src/runtime/processes/data-folder.ts';
import { writeEdgeFor } from '../src/runtime/processes/edge.ts';
import { ManagedProcess } from '../src/runtime/processes/managed-process.ts';
import { nginxRecipe } from '../src/runtime/processes/nginx.ts';
import { nginxProgram } from '../src/runtime/processes/nginx-program.ts';
import type { ProcessesOptions } from '../src/runtime/processes/options.ts';
import { freePorts } from '../src/runtime/processes/ports.ts';

/** A stand-in for a service: it notes what it gets and answers as the test says. */
export class FakeService {
  readonly seen: { url: string; headers: IncomingMessage['headers']; bytes: number }[] = [];
  answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void = okay;
  #server: Server | undefined;

  /** Starts on a free port, and returns it. */
  async listen(): Promise<number> {
    this.#server = createServer((incoming, outgoing) => {
      void text(incoming).then((body) => {
        this.seen.push({ url: incoming.url!, headers: incoming.headers, bytes: body.length });
        this.answer(incoming, outgoing);
      });
    });
    await new Promise<void>((resolve) => this.#server!.listen(0, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  close(): void {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }

  reset(): void {
    this.seen.length = 0;
    this.answer = okay;
  }
}

/** The answer of a stand-in that was told nothing else. */
export const okay = (_: IncomingMessage, outgoing: ServerResponse): void =>
  void outgoing
    .writeHead(200, {
      'content-type': 'application/json',
      etag: '"v1"',
      'cache-control': 'public, max-age=0',
    })
    .end(JSON.stringify({ text: 'x'.repeat(4_000) }));

/** An Nginx with the real configuration; addresses without a slash at the end. */
export interface RunningEdge {
  readonly site: string;
  readonly monolith: string;
  readonly msa: string;
  stop(): Promise<void>;
}

/** What stands behind an edge: processes by name, each on a port; nobody answers for those that are not named. */
export interface BehindEdge extends Pick<ProcessesOptions, 'siteRoot' | 'lab'> {
  readonly services?: Readonly<Record<string, number>>;
}

/** Starts Nginx as the processes runtime does, on the loopback address. */
export async function startEdge({ services = {}, siteRoot, lab }: BehindEdge): Promise<RunningEdge> {
  const folder = mkdtempSync(join(tmpdir(), 'sugang-edge-'));
  const groups = planGroups({ variant: 'both' });
  const [site, monolith, msa, nobody] = (await freePorts(4)) as [number, number, number, number];
  const copies = planCopies(groups, Array(portsNeeded(groups)).fill(nobody)).map((copy) => ({
    ...copy,
    httpPort: services[copy.name] ?? nobody,
  }));
  const program = await nginxProgram(() => undefined);
  const data = new DataFolder(folder).make();
  await writeEdgeFor(program, groups, copies, data, {
    ports: { site, monolith, msa },
    listenOn: ['127.0.0.1'],
    edge: {},
    siteRoot,
    ...(lab && { lab }),
  });
  const recipe = nginxRecipe(program, data.nginx, data.logOf('nginx'), site);
  const nginx = new ManagedProcess(recipe, { say: () => undefined, changed: () => undefined });
  await nginx.start();
  const address = (port: number) => `http://127.0.0.1:${port}`;
  return {
    site: address(site),
    monolith: address(monolith),
    msa: address(msa),
    stop: async () => {
      await nginx.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The document of an answer that must be a problem. */
export async function problemOf(answer: Response): Promise<{ code: string; status: number; detail: string }> {
  const type = answer.headers.get('content-type');
  if (type !== 'application/problem+json')
    throw new Error(`${answer.status} ${type} is no problem: ${(await answer.text()).slice(0, 200)}`);
  return (await answer.json()) as { code: string; status: number; detail: string };
}
