import { askProcess } from '../ask.ts';
import type { CopyPlan } from '../plan.ts';
import {
  CannotRun,
  type ProcessAnswer,
  type ProcessRequest,
  type RunningDatabase,
  type RunningProcess,
  type RunningSystem,
} from '../runtime.ts';
import type { DataFolder } from './data-folder.ts';
import { ManagedProcess, type ProcessObserver, type ProcessRecipe } from './managed-process.ts';
import { cpuSecondsOf, memoryOf } from './resource-usage.ts';
import { forgetRun, recordRun } from './run-file.ts';
import type { Scaling } from './scaling.ts';
import { httpAddressOf } from './services.ts';

/** What a process is for; they are stopped in this order. */
const kinds = ['nginx', 'service', 'postgres'] as const;
type Kind = (typeof kinds)[number];

interface Member {
  readonly kind: Kind;
  readonly process: ManagedProcess;
  readonly copy?: CopyPlan;
}

/** The processes of a run, from the first one on. */
export class System implements RunningSystem {
  readonly addresses: RunningSystem['addresses'];
  readonly #folder: DataFolder;
  readonly #observer: ProcessObserver;
  readonly #members: Member[] = [];
  #databases: readonly RunningDatabase[] = [];
  #scaling: Scaling | undefined;
  #stopped: Promise<void> | undefined;

  constructor(folder: DataFolder, addresses: RunningSystem['addresses'], say: (line: string) => void) {
    this.addresses = addresses;
    this.#folder = folder;
    this.#observer = { say, changed: () => this.#record() };
  }

  /**
   * Adds a process and starts it; done when it is ready.
   *
   * @throws CannotRun with its last words when it does not get there
   */
  async begin(kind: Kind, recipe: ProcessRecipe, copy?: CopyPlan): Promise<void> {
    if (this.#stopped) throw new CannotRun('The start was interrupted.');
    const member: Member = {
      kind,
      process: new ManagedProcess(recipe, this.#observer),
      ...(copy && { copy }),
    };
    this.#members.push(member);
    try {
      await member.process.start();
    } catch (error) {
      throw new CannotRun((error as Error).message);
    }
  }

  /** Stops a process in good order and forgets it; does nothing where there is none of this name. */
  async end(name: string): Promise<void> {
    const member = this.#members.find(({ process }) => process.name === name);
    await member?.process.stop();
    if (member) this.#members.splice(this.#members.indexOf(member), 1);
  }

  /** The pid of a process that runs. */
  pidOf(name: string): number | undefined {
    return this.#find(name).identity?.pid;
  }

  processes(): RunningProcess[] {
    return this.#members.flatMap(({ process, copy }) =>
      copy
        ? {
            name: copy.name,
            variant: copy.group.variant,
            contexts: copy.group.contexts,
            state: process.state,
            ...(process.identity && { pid: process.identity.pid }),
            httpAddress: httpAddressOf(copy),
            logFile: process.recipe.logFile,
          }
        : [],
    );
  }

  databases(): RunningDatabase[] {
    return [...this.#databases];
  }

  /** Says where the databases are, once they are there. */
  set databasesAre(databases: readonly RunningDatabase[]) {
    this.#databases = databases;
    this.#record();
  }

  /** Says how copies are added and taken away, once there are any. */
  set scaledBy(scaling: Scaling) {
    this.#scaling = scaling;
  }

  async kill(name: string): Promise<void> {
    await this.#find(name).kill();
  }

  async halt(name: string): Promise<void> {
    await this.#find(name).stop();
  }

  async start(name: string): Promise<void> {
    await this.#find(name).start();
  }

  async restart(name: string): Promise<void> {
    await this.halt(name);
    await this.start(name);
  }

  async memory(): Promise<Record<string, number>> {
    return this.#usage(memoryOf);
  }

  async cpuSeconds(): Promise<Record<string, number>> {
    return this.#usage(cpuSecondsOf);
  }

  async hang(name: string): Promise<void> {
    this.#findRunning(name).hang();
  }

  async resume(name: string): Promise<void> {
    this.#findRunning(name).resume();
  }

  async scale(part: string, copies: number): Promise<void> {
    if (!this.#scaling || this.#stopped)
      throw new CannotRun('The system does not run, so it cannot be scaled.');
    await this.#scaling.scale(part, copies);
  }

  async regroup(groups: readonly (readonly string[])[]): Promise<void> {
    if (!this.#scaling || this.#stopped)
      throw new CannotRun('The system does not run, so its modules cannot be moved.');
    await this.#scaling.regroup(groups);
  }

  async ask(name: string, path: string, request?: ProcessRequest): Promise<ProcessAnswer> {
    const one = this.processes().find((process) => process.name === name);
    if (one) return askProcess(one, path, request);
    const names = this.processes().map((process) => process.name);
    throw new CannotRun(`There is no service process "${name}" to ask; there are ${names.join(', ')}.`);
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stopAll();
    return this.#stopped;
  }

  /** Nginx first, so that nothing new comes in; Postgres last, so that services end their work. */
  async #stopAll(): Promise<void> {
    for (const kind of kinds)
      await Promise.all(
        this.#members.filter((member) => member.kind === kind).map(({ process }) => process.stop()),
      );
    forgetRun(this.#folder.runFile);
  }

  #usage(figures: (pids: readonly number[]) => Map<number, number>): Record<string, number> {
    const alive = this.#members.flatMap(({ process }) =>
      process.identity ? [[process.name, process.identity.pid] as const] : [],
    );
    const usage = figures(alive.map(([, pid]) => pid));
    return Object.fromEntries(alive.map(([name, pid]) => [name, usage.get(pid)!]));
  }

  #findRunning(name: string): ManagedProcess {
    const found = this.#find(name);
    if (!found.identity) throw new CannotRun(`${name} does not run now. Start it first.`);
    return found;
  }

  #find(name: string): ManagedProcess {
    const member = this.#members.find(({ process }) => process.name === name);
    if (member) return member.process;
    const names = this.#members.map(({ process }) => process.name).join(', ');
    throw new CannotRun(`There is no process "${name}"; there are ${names}.`);
  }

  #record(): void {
    const entries = kinds.flatMap((kind) =>
      this.#members
        .filter((member) => member.kind === kind)
        .flatMap(({ process, copy }) =>
          process.identity
            ? {
                ...process.identity,
                name: process.name,
                stopSignal: process.recipe.stopSignal,
                cwd: process.recipe.cwd,
                ...(copy && { httpAddress: httpAddressOf(copy) }),
              }
            : [],
        ),
    );
    recordRun(this.#folder.runFile, entries, this.addresses, this.#databases);
  }
}
