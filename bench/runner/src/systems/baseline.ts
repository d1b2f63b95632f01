import { createSigner } from 'fast-jwt';
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkBaseline, fillBaseline, resetBaseline } from '../data/baseline-data.ts';
import { studentId } from '../data/names.ts';
import { generateLoad } from '../load/generate-load.ts';
import type { Load } from '../load/load.ts';
import type { HttpTarget } from '../load/order.ts';
import { freePorts, type Stage } from '../machine/stage.ts';
import { roundOf } from './http-round.ts';
import type { BenchSystem, Round } from './system.ts';

const databaseName = 'bench_baseline';
const program = fileURLToPath(new URL('../../../baseline/dist/main.js', import.meta.url));

/** The plain application, one process. Nobody stands before it, which is to its advantage. */
export class Baseline implements BenchSystem {
  readonly name = 'baseline';

  private constructor(
    private readonly stage: Stage,
    private readonly students: number,
    private readonly target: HttpTarget,
    private readonly pid: number,
    private readonly signal: AbortSignal,
  ) {}

  /** Makes its database on the same server and starts it. */
  static async start(stage: Stage, students: number, signal: AbortSignal): Promise<Baseline> {
    await stage.database('postgres').query(`CREATE DATABASE ${databaseName}`);
    await fillBaseline(stage.database(databaseName), students);
    const secret = randomBytes(32).toString('base64url');
    const tokensFile = join(stage.folder, 'baseline-tokens');
    const sign = createSigner({ key: secret, algorithm: 'HS256', expiresIn: 24 * 3_600_000 });
    const tokens = Array.from({ length: students }, (_, index) => sign({ sub: studentId(index + 1) }));
    writeFileSync(tokensFile, tokens.join('\n'), { mode: 0o600 });

    const [port] = await freePorts(1);
    const log = openSync(join(stage.folder, 'logs/baseline.log'), 'a');
    const child = fork(program, {
      stdio: ['ignore', log, log, 'ipc'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORT: String(port),
        JWT_SECRET: secret,
        DATABASE_URL: stage.databaseUrl(databaseName),
      },
    });
    closeSync(log);
    stage.keep(child);
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve());
      child.once('error', reject);
      child.once('exit', (code) =>
        reject(new Error(`The baseline ended while it started (exit code ${code}).`)),
      );
    });
    const target = { kind: 'http', host: '127.0.0.1', port: port!, tokensFile } as const;
    return new Baseline(stage, students, target, child.pid!, signal);
  }

  reset(): Promise<void> {
    return resetBaseline(this.stage.database(databaseName), this.students);
  }

  async run(load: Load): Promise<Round> {
    const order = { load, target: this.target };
    return roundOf(load, await generateLoad(order, this.stage.folder, this.signal));
  }

  check({ acceptedInAll, brokenInAll }: Round): Promise<void> {
    const sworn = { accepted: acceptedInAll, broken: brokenInAll };
    return checkBaseline(this.stage.database(databaseName), sworn);
  }

  pids(): Record<string, number> {
    return { postgres: this.stage.pidOf('postgres'), baseline: this.pid };
  }
}
