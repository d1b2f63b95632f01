import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { startProcesses, type RunningSystem } from '@sugang/lab/runtime';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** Everything that runs during a benchmark: one Postgres server, and what was asked for on it. */
export class Stage {
  readonly #databases = new Map<string, pg.Pool>();
  readonly #children: ChildProcess[] = [];

  private constructor(
    readonly folder: string,
    readonly running: RunningSystem,
    private readonly signal: AbortSignal,
  ) {}

  /** Starts the variants on a new folder, without demo data. */
  static async start(
    variant: 'monolith' | 'msa' | 'both',
    monolithCopies: number,
    say: (line: string) => void,
    signal: AbortSignal,
  ): Promise<Stage> {
    const folder = await mkdtemp(join(tmpdir(), 'sugang-bench-'));
    try {
      const [site, monolith, msa] = await freePorts(3);
      const ports = { site: site!, monolith: monolith!, msa: msa! };
      const running = await startProcesses({
        variant,
        replicas: { monolith: monolithCopies },
        seed: 'none',
        data: folder,
        ports,
        listenOn: ['127.0.0.1'],
        environment: { LOG_LEVEL: 'warn' },
        say,
        signal,
      });
      return new Stage(folder, running, signal);
    } catch (error) {
      if (signal.aborted) await rm(folder, { recursive: true, force: true });
      else await keepLogs(folder);
      throw error;
    }
  }

  /** A database, as its administrator sees it. */
  database(name: string): pg.Pool {
    let pool = this.#databases.get(name);
    if (!pool) {
      pool = new pg.Pool({ connectionString: this.databaseUrl(name), max: 2 });
      // Postgres ends connections when it is stopped; whoever waits for an answer is told by other ways.
      pool.on('error', () => undefined);
      this.#databases.set(name, pool);
    }
    return pool;
  }

  /** The administrator's way into a database. */
  databaseUrl(name: string): string {
    const { administrator } = this.#read<{ administrator: string }>('secrets.json');
    const { databasePort } = this.#read<{ databasePort: number }>('ports.json');
    return `postgresql://postgres:${administrator}@127.0.0.1:${databasePort}/${name}`;
  }

  /** The pid of a process that the runtime started: `postgres`, `nginx`, `monolith`, `billing-service`, … */
  pidOf(name: string): number {
    const { processes } = this.#read<{ processes: { name: string; pid: number }[] }>('run.json');
    const found = processes.find((process) => process.name === name);
    if (!found) throw new Error(`${name} does not run; its log is in ${join(this.folder, 'logs')}.`);
    return found.pid;
  }

  /** The pids of all that a variant consists of. */
  pidsOf(variant: 'monolith' | 'msa'): Record<string, number> {
    const copies = this.running.processes().filter((process) => process.variant === variant);
    const names = ['postgres', 'nginx', ...copies.map(({ name }) => name)];
    return Object.fromEntries(names.map((name) => [name, this.pidOf(name)]));
  }

  /** Takes over a process: it ends with everything else. */
  keep(child: ChildProcess): void {
    this.#children.push(child);
  }

  /** Stops everything and removes the folder, or all of it but the logs. */
  async stop({ keepsLogs }: { keepsLogs: boolean }): Promise<void> {
    await Promise.all([...this.#databases.values()].map((pool) => pool.end().catch(() => undefined)));
    await Promise.all(this.#children.map(end));
    await this.running.stop();
    if (keepsLogs) await keepLogs(this.folder);
    else await rm(this.folder, { recursive: true, force: true });
  }

  #read<Content>(file: string): Content {
    this.signal.throwIfAborted();
    return JSON.parse(readFileSync(join(this.folder, file), 'utf8')) as Content;
  }
}

/** Apart from those of `npm start`, of the conformance tests, and of what the runtime hands out by chance. */
const portRange = { first: 16_000, last: 16_999 } as const;

/** Free ports on the loopback address. */
export async function freePorts(count: number): Promise<number[]> {
  const free: number[] = [];
  const begin = process.pid % 900;
  for (let port = portRange.first + begin; port <= portRange.last && free.length < count; port++)
    if (await isFree(port)) free.push(port);
  return free;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** Who looks for the reason of a failure needs the logs, and nothing of a hundred thousand students. */
async function keepLogs(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((other) => other !== 'logs'))
    await rm(join(folder, name), { recursive: true, force: true });
}
