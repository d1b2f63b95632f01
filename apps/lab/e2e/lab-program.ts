import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const program = join(root, 'apps/lab/dist/main.js');

/** The lab as people run it, in a process of its own. */
export class LabProgram {
  #output = '';

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
  }

  static start(...args: string[]): LabProgram {
    return LabProgram.startIn(tmpdir(), ...args);
  }

  /** With a folder for temporary files, where it keeps its systems. */
  static startIn(temporary: string, ...args: string[]): LabProgram {
    const env = { ...process.env, TMPDIR: temporary };
    return new LabProgram(spawn(process.execPath, [program, ...args], { cwd: root, env }));
  }

  /** All that it said so far. */
  get output(): string {
    return this.#output;
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** Its exit code, or the signal that ended it. */
  async ended(): Promise<number | string> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    return this.child.exitCode ?? this.child.signalCode!;
  }

  /** Waits until it has said something. */
  async says(words: string | RegExp, withinMs: number): Promise<void> {
    const giveUpAt = performance.now() + withinMs;
    while (!(typeof words === 'string' ? this.#output.includes(words) : words.test(this.#output))) {
      if (performance.now() > giveUpAt || this.child.exitCode !== null)
        throw new Error(`The lab did not say ${String(words)} but: ${this.#output}`);
      await pause(50);
    }
  }
}

/** The results that a run wrote below a folder of the project. */
export function resultsIn(output: string): { folder: string; results: RunResults } {
  const [run] = readdirSync(join(root, output));
  const folder = join(root, output, run!);
  return { folder, results: JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as RunResults };
}

/** Of `results.json`, what the tests look at. */
export interface RunResults {
  readonly experiments: readonly {
    readonly id: string;
    readonly state: string;
    readonly error?: string;
    readonly verdict?: unknown;
    readonly rounds: readonly Readonly<
      Record<string, { readonly figures: Readonly<Record<string, number>> }>
    >[];
  }[];
}

/** The command lines of all processes whose arguments name a path; Linux only. */
export const processesNaming = (path: string): string[] => processes((line) => line.includes(path));

/** The watchdogs of the labs that were started in a folder for temporary files; Linux only. */
export const watchdogsOf = (temporary: string): string[] =>
  processes(
    (line, settings) =>
      line.includes('watchdog-process.js') && settings().split('\0').includes(`TMPDIR=${temporary}`),
  );

function processes(isMeant: (line: string, settings: () => string) => boolean): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const settings = () => readFileSync(`/proc/${pid}/environ`, 'utf8');
        return isMeant(line, settings) ? [`${pid} ${line}`] : [];
      } catch {
        return [];
      }
    });
}
