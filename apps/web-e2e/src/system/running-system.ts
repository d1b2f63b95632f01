import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePorts } from './free-ports.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const program = join(root, 'apps/lab/dist/main.js');

/** How long a system may take until it is ready, on a slow machine. */
export const START_MS = 240_000;
/** How long it may take to stop. */
export const STOP_MS = 90_000;

/** Both variants behind Nginx with the site before them, as `npm start` runs them, with demo data in a folder of their own. */
export class RunningSystem {
  #output = '';

  private constructor(
    private readonly child: ChildProcess,
    private readonly data: string,
    /** Where the site is. */
    readonly site: string,
  ) {
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
  }

  /** Starts what the last build has made. */
  static async start(): Promise<RunningSystem> {
    const [site, monolith, msa] = await freePorts();
    const data = await mkdtemp(join(tmpdir(), 'sugang-web-'));
    const ports = { WEB_PORT: `${site}`, MONOLITH_PORT: `${monolith}`, MSA_PORT: `${msa}` };
    // The output is read by us, so colours and the like would be in the way.
    const env = { ...process.env, ...ports, LOG_LEVEL: 'warn', NO_COLOR: '1' };
    const child = spawn(process.execPath, [program, 'up', '--data', data], { cwd: root, env });
    const system = new RunningSystem(child, data, `http://localhost:${site}`);
    try {
      await system.#saysItsToken();
      return system;
    } catch (error) {
      await system.stop();
      throw error;
    }
  }

  /** What the lab's pages need to give orders; it is printed for people to copy. */
  get controlToken(): string {
    return /Control token\s+([\w-]+)/.exec(this.#output)![1]!;
  }

  /** Stops everything and removes the data. */
  async stop(): Promise<void> {
    if (this.#runs) {
      const ended = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      await ended;
    }
    await rm(this.data, { recursive: true, force: true });
  }

  get #runs(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  async #saysItsToken(): Promise<void> {
    const patience = AbortSignal.timeout(START_MS);
    while (!/Control token\s+[\w-]+,/.test(this.#output)) {
      if (!this.#runs) throw new Error(`The system ended before it was ready. It said:\n${this.#output}`);
      await Promise.race([once(this.child.stdout!, 'data', { signal: patience }), once(this.child, 'exit')]);
    }
  }
}
