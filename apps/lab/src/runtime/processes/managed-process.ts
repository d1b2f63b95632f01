import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { ProcessState } from '../runtime.ts';
import { until } from './conditions.ts';
import { lastLine } from './log-file.ts';
import { descendantsOf, identify, lives, type ProcessIdentity } from './process-identity.ts';

/** How to run a process, to know that it is ready, and to end it. */
export interface ProcessRecipe {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly user?: Readonly<{ uid: number; gid: number }>;
  /** Whether the process with this pid can do its work. */
  isReady(pid: number): Promise<boolean>;
  /** Asks it to end in good order. */
  readonly stopSignal: NodeJS.Signals;
  /** How long it may take for that before it is killed, in milliseconds. */
  readonly stopTimeoutMs: number;
}

/** Told what happens to processes. */
export interface ProcessObserver {
  /** A line for the person who watches. */
  say(line: string): void;
  /** Processes came or went. */
  changed(): void;
}

/** How long a process may take until it is ready, in milliseconds. */
const startTimeoutMs = 120_000;
/** The pauses before a process that ended by itself is started again; the last one repeats. */
const backOffMs = [500, 1_000, 2_000, 5_000, 10_000];
/** How long the system may take to end what was killed, in milliseconds: a write to a slow disk is finished first. */
const goneTimeoutMs = 30_000;
/** After so long a life the next end counts as the first. */
const steadyAfterMs = 30_000;

/** A child process that is kept running until it is told otherwise. */
export class ManagedProcess {
  readonly recipe: ProcessRecipe;
  readonly #observer: ProcessObserver;
  #child: ChildProcess | undefined;
  #ended: Promise<string> = Promise.resolve('');
  #identity: ProcessIdentity | undefined;
  #state: ProcessState = 'stopped';
  #failures = 0;
  #hangs = false;
  /** Changes with each order, so that what an earlier order left behind does nothing. */
  #order = 0;

  constructor(recipe: ProcessRecipe, observer: ProcessObserver) {
    this.recipe = recipe;
    this.#observer = observer;
  }

  get name(): string {
    return this.recipe.name;
  }

  get state(): ProcessState {
    return this.#state;
  }

  /** The process that runs now, if there is one. */
  get identity(): ProcessIdentity | undefined {
    return this.#identity;
  }

  /**
   * Starts it and waits until it is ready. From then on it is started again when it ends by itself.
   *
   * @throws Error with its last words when it ends before it is ready, or does not become ready
   */
  async start(): Promise<void> {
    if (this.#state !== 'stopped') return;
    const order = ++this.#order;
    this.#failures = 0;
    try {
      await this.#launch(order);
    } catch (error) {
      if (order === this.#order) await this.kill();
      throw error;
    }
  }

  /** Stops it in good order; kills it when that takes too long. */
  async stop(): Promise<void> {
    this.#order++;
    this.#state = 'stopped';
    if (!this.#child) return;
    this.#child.kill(this.recipe.stopSignal);
    // A process that hangs would not even learn of it.
    this.resume();
    const timeout = new AbortController();
    const late = pause(this.recipe.stopTimeoutMs, 'late', { signal: timeout.signal }).catch(() => '');
    if ((await Promise.race([this.#ended, late])) === 'late') {
      this.#observer.say(`${this.name} does not stop and is killed.`);
      await this.kill();
    }
    timeout.abort();
  }

  /**
   * Ends it and its descendants at once, and waits until they are gone: those of Postgres are in sessions of their own,
   * and would hold on to its data.
   */
  async kill(): Promise<void> {
    this.#order++;
    this.#state = 'stopped';
    const descendants = this.#child?.pid === undefined ? [] : descendantsOf(this.#child.pid);
    this.#killGroup();
    for (const { pid } of descendants.filter(lives)) send(pid, 'SIGKILL');
    await this.#ended;
    // The signal is only the order: until the last one is gone it may write, and hold ports and data.
    await until(() => !descendants.some(lives), goneTimeoutMs);
  }

  /** Keeps it and its descendants from running, without ending them: SIGSTOP, which no program can refuse. */
  hang(): void {
    this.#hangs = true;
    this.#signalFamily('SIGSTOP');
  }

  /** Lets it run again where it hangs. */
  resume(): void {
    if (!this.#hangs) return;
    this.#hangs = false;
    this.#signalFamily('SIGCONT');
  }

  async #launch(order: number): Promise<void> {
    this.#state = 'starting';
    const launchedAt = performance.now();
    const ended = this.#spawn();
    void ended.then((how) => this.#onEnd(order, how, launchedAt));
    const giveUpAt = launchedAt + startTimeoutMs;
    for (;;) {
      const how = await Promise.race([ended, this.#answersReady()]);
      if (order !== this.#order) throw new Error(`${this.name} was stopped while it started.`);
      if (how === 'ready') break;
      if (how !== 'not yet') throw new Error(this.#lastWords(`${this.name} ended while it started (${how})`));
      if (performance.now() > giveUpAt) {
        this.#killGroup();
        throw new Error(this.#lastWords(`${this.name} is not ready after ${startTimeoutMs / 1000} s`));
      }
    }
    this.#state = 'ready';
    this.#observer.changed();
  }

  /** @returns how it ended, once it did */
  #spawn(): Promise<string> {
    const { command, args, cwd, environment, logFile, user } = this.recipe;
    const log = openSync(logFile, 'a');
    // In a group of its own: Ctrl-C in the terminal reaches the lab alone, which ends the others in the right order.
    const child = spawn(command, args, {
      cwd,
      env: environment,
      stdio: ['ignore', log, log],
      detached: true,
      ...user,
    });
    closeSync(log);
    this.#child = child;
    this.#hangs = false;
    this.#identity = child.pid === undefined ? undefined : identify(child.pid);
    this.#observer.changed();
    this.#ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    }).then((how) => {
      // What the process left of its group goes with it, or it would hold on to the port.
      this.#killGroup();
      this.#child = undefined;
      this.#identity = undefined;
      this.#observer.changed();
      return how;
    });
    return this.#ended;
  }

  async #answersReady(): Promise<'ready' | 'not yet'> {
    const pid = this.#child?.pid;
    if (pid !== undefined && (await this.recipe.isReady(pid).catch(() => false))) return 'ready';
    await pause(50);
    return 'not yet';
  }

  async #onEnd(order: number, how: string, launchedAt: number): Promise<void> {
    // While it starts for the first time, `start` tells of the end.
    const firstStart = this.#state === 'starting' && this.#failures === 0;
    if (order !== this.#order || firstStart) return;
    if (performance.now() - launchedAt > steadyAfterMs) this.#failures = 0;
    const wait = backOffMs[Math.min(this.#failures++, backOffMs.length - 1)]!;
    this.#state = 'restarting';
    this.#observer.say(
      `${this.name} ended by itself (${how}) and is started again in ${wait / 1000} s; its log is ${this.recipe.logFile}.`,
    );
    this.#observer.changed();
    await pause(wait);
    if (order !== this.#order) return;
    await this.#launch(order).then(
      () => this.#observer.say(`${this.name} is ready again.`),
      () => undefined,
    );
  }

  #killGroup(): void {
    const pid = this.#child?.pid;
    if (pid !== undefined) send(-pid, 'SIGKILL');
  }

  /**
   * Its group comes first, and with it the process itself: then it starts no more of those in groups of their own. Who
   * they are is looked up before as well: a process that is woken to stop is gone at once, and with it the way to them.
   */
  #signalFamily(signal: NodeJS.Signals): void {
    const pid = this.#child?.pid;
    if (pid === undefined) return;
    const before = descendantsOf(pid);
    send(-pid, signal);
    const family = new Set([...before, ...descendantsOf(pid)].filter(lives).map((member) => member.pid));
    for (const member of family) send(member, signal);
  }

  #lastWords(what: string): string {
    const line = lastLine(this.recipe.logFile);
    return `${what}${line ? `: ${line}` : '.'} Its log is ${this.recipe.logFile}.`;
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It is gone, and nothing is left to be told.
  }
}
