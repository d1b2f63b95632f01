import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { manifests } from '../../manifests.ts';
import { planCopies, planGroups, portsNeeded, type CopyPlan } from '../plan.ts';
import { DataFolder } from './data-folder.ts';
import { ManagedProcess, type ProcessRecipe } from './managed-process.ts';
import { nginxRecipe } from './nginx.ts';
import { nginxProgram } from './nginx-program.ts';
import { withDefaults } from './options.ts';
import { freePorts } from './ports.ts';
import { Scaling } from './scaling.ts';
import type { System } from './system.ts';

jest.setTimeout(60_000);

/** How long a copy answers after it was told to stop. */
const FAREWELL_MS = 500;

/** A copy that only says its name, and reads its peers some time after they have changed, as services do. */
class FakeCopy {
  #server: Server | undefined;
  #knows = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(
    readonly name: string,
    private readonly port: number,
    private readonly peersFile: string | undefined,
  ) {}

  async start(): Promise<void> {
    this.#read();
    this.#timer = setInterval(() => this.#read(), 1_000);
    this.#server = createServer((request, response) =>
      response.end(request.url === '/metrics' ? this.#metrics() : this.name),
    );
    await new Promise<void>((resolve) => this.#server!.listen(this.port, '127.0.0.1', resolve));
  }

  /** As services do, it answers for some time still: an old worker of Nginx may be about to send it a request. */
  async stop(): Promise<void> {
    await pause(FAREWELL_MS);
    this.kill();
  }

  kill(): void {
    clearInterval(this.#timer);
    this.#server?.closeAllConnections();
    this.#server?.close();
  }

  /** How many copies of a context it knows. */
  known(context: string): number {
    const list = this.#knows.split(';').find((peer) => peer.startsWith(`${context}=`)) ?? '';
    return list.split(',').length;
  }

  #read(): void {
    if (this.peersFile) this.#knows = readFileSync(this.peersFile, 'utf8').trim();
  }

  #metrics(): string {
    const contexts = this.#knows.split(';').map((peer) => peer.split('=')[0]!);
    return contexts.map((one) => `rpc_client_replicas{contract="${one}"} ${this.known(one)}`).join('\n');
  }
}

let folder: DataFolder;
let nginx: ManagedProcess;
let edge: { monolith: string; msa: string };
let copies: Map<string, FakeCopy>;
let scaling: Scaling;
/** What was begun and ended, with what the others knew at that moment. */
let story: string[];
/** A copy that does not start. */
let broken: string | undefined;

const upstreams = () => readFileSync(join(folder.nginx, 'upstreams.conf'), 'utf8');
const inEdge = ({ httpPort }: { httpPort: number }) =>
  upstreams().includes(`:${httpPort} `) ? 'in' : 'not in';
const callersKnow = () => `${copies.get('enrollment-service')!.known('billing')} known`;

/** Who answers so many requests that each copy gets one. */
async function whoAnswers(url: string): Promise<string[]> {
  const names = new Set<string>();
  for (let count = 0; count < 24; count++) names.add(await (await fetch(url)).text());
  return [...names].sort();
}

beforeEach(async () => {
  folder = new DataFolder(mkdtempSync(join(tmpdir(), 'sugang-scaling-'))).make();
  story = [];
  copies = new Map();
  broken = undefined;
  const plans = new Map<string, CopyPlan>();
  const system = {
    begin: async (_kind: string, { name, environment }: ProcessRecipe, copy: CopyPlan) => {
      plans.set(name, copy);
      const fake = new FakeCopy(name, copy.httpPort, environment.PEERS_FILE);
      copies.set(name, fake);
      if (name === broken) throw new Error(`${name} ended while it started.`);
      await fake.start();
      if (nginx) story.push(`${name} begins, ${inEdge(copy)} the edge, ${callersKnow()}`);
    },
    end: async (name: string) => {
      story.push(`${name} ends, ${inEdge(plans.get(name)!)} the edge, ${callersKnow()}`);
      await copies.get(name)?.stop();
      copies.delete(name);
    },
    pidOf: () => nginx.identity?.pid,
  };
  const [site, monolith, msa, databasePort] = (await freePorts(4)) as [number, number, number, number];
  const options = withDefaults({
    data: folder.path,
    ports: { site, monolith, msa },
    listenOn: ['127.0.0.1'],
  });
  const groups = planGroups(options);
  const ports = await freePorts(portsNeeded(groups), [site, monolith, msa, databasePort]);
  const program = await nginxProgram(() => undefined);
  const secrets = { administrator: '', logins: {} };
  const planned = planCopies(groups, ports);
  const context = { groups, copies: planned, manifests, secrets, databasePort, folder, options };
  scaling = new Scaling(system as unknown as System, program, context);
  scaling.writePeers();
  nginx = undefined as never;
  for (const copy of planned) await scaling.begin(copy);
  await scaling.writeEdge();
  const recipe = nginxRecipe(program, folder.nginx, folder.logOf('nginx'), site);
  nginx = new ManagedProcess(recipe, { say: () => undefined, changed: () => undefined });
  await nginx.start();
  edge = { monolith: `http://127.0.0.1:${monolith}/api/account`, msa: `http://127.0.0.1:${msa}/api/account` };
});

afterEach(async () => {
  await nginx.kill();
  for (const copy of copies.values()) copy.kill();
  rmSync(folder.path, { recursive: true });
});

describe('copies that come', () => {
  it('get their share as soon as they are told of', async () => {
    await scaling.scale('monolith', 3);
    expect(await whoAnswers(edge.monolith)).toEqual(['monolith', 'monolith-2', 'monolith-3']);
  });

  it('are ready before Nginx and the callers know them', async () => {
    await scaling.scale('billing', 2);
    expect(story).toEqual(['billing-service-2 begins, not in the edge, 1 known']);
    expect(callersKnow()).toBe('2 known');
    expect(await whoAnswers(edge.msa)).toEqual(['billing-service', 'billing-service-2']);
  });

  it('go again where one of them does not start, and nobody hears of them', async () => {
    broken = 'billing-service-3';
    await expect(scaling.scale('billing', 3)).rejects.toThrow('billing-service-3 ended while it started.');
    expect([...copies.keys()]).toHaveLength(6);
    expect(callersKnow()).toBe('1 known');
    expect(await whoAnswers(edge.msa)).toEqual(['billing-service']);
  });
});

describe('copies that go', () => {
  it('are forgotten by Nginx and by the callers before they end', async () => {
    await scaling.scale('billing', 3);
    story = [];
    await scaling.scale('billing', 1);
    expect(story).toEqual([
      'billing-service-2 ends, not in the edge, 1 known',
      'billing-service-3 ends, not in the edge, 1 known',
    ]);
    expect(await whoAnswers(edge.msa)).toEqual(['billing-service']);
  });

  it('lose no request', async () => {
    await scaling.scale('monolith', 4);
    let over = false;
    const asking = (async () => {
      const all = new Set<number>();
      while (!over) {
        // On a new connection each time: one that is kept may meet the end of Nginx' old worker.
        const headers = { connection: 'close' };
        const answer = await fetch(edge.monolith, { method: 'POST', headers, body: '{}' });
        await answer.text();
        all.add(answer.status);
      }
      return all;
    })();
    const scaled = scaling.scale('monolith', 1).finally(() => (over = true));
    const [statuses] = await Promise.all([asking, scaled]);
    expect(statuses).toEqual(new Set([200]));
  });
});

describe('two changes at once', () => {
  it('are done one after the other', async () => {
    await Promise.all([scaling.scale('monolith', 3), scaling.scale('monolith', 2)]);
    expect(await whoAnswers(edge.monolith)).toEqual(['monolith', 'monolith-2']);
    expect(story.map((line) => line.split(',')[0])).toEqual([
      'monolith-2 begins',
      'monolith-3 begins',
      'monolith-3 ends',
    ]);
  });
});
