import { execa } from 'execa';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openCampus } from '../load/campus.ts';
import { generateLoad } from '../load/generate-load.ts';
import type { Campus, LoadOutcome } from '../load/order.ts';
import { projectRoot } from '../project-root.ts';
import { buildImages, startCompose } from '../runtime/compose/start.ts';
import { freeEdgePorts } from '../runtime/processes/ports.ts';
import { startProcesses } from '../runtime/processes/start.ts';
import type { RunningSystem, RuntimeName } from '../runtime/runtime.ts';
import type { Experiment } from './experiment.ts';
import { makeFolder } from './leftovers.ts';
import type {
  Form,
  ProgramOptions,
  ProgramResult,
  Stage,
  StageLoad,
  StageRun,
  Verification,
} from './stage.ts';

const SMOKE_SECONDS = 2;

/** The stage of one experiment, on this machine. */
export class LabStage implements Stage {
  readonly #systems = new Map<RunningSystem, string>();

  private constructor(
    private readonly runtime: RuntimeName,
    readonly form: Form,
    readonly folder: string,
    readonly signal: AbortSignal,
    readonly say: (line: string) => void,
  ) {}

  /** @param runtime in which systems are started, for the `experiment` that has this stage */
  static async open(
    experiment: Pick<Experiment, 'id'>,
    runtime: RuntimeName,
    form: Form,
    signal: AbortSignal,
    say: (line: string) => void,
  ): Promise<LabStage> {
    return new LabStage(runtime, form, await makeFolder(experiment.id), signal, say);
  }

  /** The images are brought up to date once, before anything is measured: an experiment compares what comes out of the same ones. */
  async prepare(): Promise<void> {
    if (this.runtime !== 'compose') return;
    await buildImages({ data: join(this.folder, 'images'), say: this.say, signal: this.signal });
  }

  seconds({ full, quick }: { readonly full: number; readonly quick: number }): number {
    return this.form === 'full' ? full : this.form === 'quick' ? quick : SMOKE_SECONDS;
  }

  async start(what: StageRun): Promise<RunningSystem> {
    const folder = await mkdtemp(join(this.folder, 'system-'));
    const options = {
      seed: 'demo' as const,
      ...what,
      data: folder,
      ports: await freeEdgePorts(),
      environment: { LOG_LEVEL: 'warn', ...what.environment },
      signal: this.signal,
    };
    const system =
      this.runtime === 'compose'
        ? await startCompose({ ...options, build: false, say: this.say })
        : await startProcesses({ ...options, listenOn: ['127.0.0.1'], say: () => undefined });
    this.#systems.set(system, folder);
    return system;
  }

  async stop(system: RunningSystem): Promise<void> {
    await system.stop();
    this.#systems.delete(system);
  }

  campus(address: string, students: number): Promise<Campus> {
    return openCampus(address, students, this.signal);
  }

  load(what: StageLoad): Promise<LoadOutcome> {
    return generateLoad({ warmUpSeconds: 2, timeoutSeconds: 5, ...what }, this.signal);
  }

  async verify(
    system: RunningSystem,
    variant: 'monolith' | 'msa',
    historyFile?: string,
  ): Promise<Verification> {
    const databases = system.databases().filter((database) => database.variant === variant);
    const { exitCode, output } = await this.run(process.execPath, [
      join(projectRoot, 'tools/verification/dist/main.js'),
      ...['--variant', variant, '--wait', '30', '--databases', JSON.stringify(databases)],
      ...(historyFile === undefined ? [] : ['--history', historyFile]),
    ]);
    // 2 says that it could not look, which is no finding.
    if (exitCode === 2) throw new Error(`The databases of ${variant} could not be checked: ${output}`);
    const violations = Number(/^(\d+) violations in /m.exec(output)?.[1] ?? 0);
    return { holds: exitCode === 0, violations, report: output };
  }

  async run(
    program: string,
    args: readonly string[],
    { cwd = projectRoot, environment = {} }: ProgramOptions = {},
  ): Promise<ProgramResult> {
    this.signal.throwIfAborted();
    const begun = performance.now();
    const { exitCode, all, shortMessage } = await execa(program, [...args], {
      cwd,
      env: { ...environment },
      all: true,
      reject: false,
      cancelSignal: this.signal,
      forceKillAfterDelay: 2_000,
    });
    this.signal.throwIfAborted();
    if (exitCode === undefined) throw new Error(shortMessage ?? `${program} did not run.`);
    return { exitCode, output: all, seconds: (performance.now() - begun) / 1000 };
  }

  /** Stops all that is left and removes the folder. */
  async close(): Promise<void> {
    await Promise.all([...this.#systems.keys()].map((system) => this.stop(system)));
    await rm(this.folder, { recursive: true, force: true });
  }
}
