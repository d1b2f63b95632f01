import { createWriteStream } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { execa } from 'execa';
import { askProcess } from '../ask.ts';
import { linesOf } from '../metrics-text.ts';
import { groupToScale, type GroupPlan } from '../plan.ts';
import { until } from '../processes/conditions.ts';
import type { DataFolder } from '../processes/data-folder.ts';
import {
  CannotRun,
  type ProcessAnswer,
  type ProcessRequest,
  type RunningDatabase,
  type RunningProcess,
  type RunningSystem,
} from '../runtime.ts';
import { containersOf, serviceOf, type SystemContainer } from './containers.ts';
import type { Engine } from './engine.ts';
import { removeProject } from './leftovers.ts';
import type { ComposeProject } from './project.ts';
import { usageOf, type ContainerUsage } from './usage.ts';

/** How long a container may take until it is healthy, in milliseconds. */
const startTimeoutMs = 180_000;
/** How often to look what has become of the containers, in milliseconds. */
const lookEveryMs = 1_000;
/** Nginx looks names up again every two seconds, and tells nobody what it found: twice that. */
const resolverPauseMs = 4_000;
/** Services do so too, but say how many they know. */
const toldWithinMs = 15_000;

/** A project of Compose that runs, or is about to. */
export class ComposeSystem implements RunningSystem {
  readonly addresses: RunningSystem['addresses'];
  #containers: readonly SystemContainer[] = [];
  #databases: readonly RunningDatabase[] = [];
  #last: Promise<void> = Promise.resolve();
  #stopped: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly project: ComposeProject,
    private readonly groups: readonly GroupPlan[],
    private readonly folder: DataFolder,
    addresses: RunningSystem['addresses'],
  ) {
    this.addresses = addresses;
  }

  /** Looks what containers there are. */
  async look(): Promise<void> {
    this.#containers = await containersOf(this.engine, this.project.name, this.groups);
  }

  /** Looks, and from now on again and again. */
  async follow(): Promise<void> {
    await this.look();
    this.#timer = setInterval(() => void this.look().catch(() => undefined), lookEveryMs).unref();
  }

  /** Says where the databases are, once they are there. */
  set databasesAre(databases: readonly RunningDatabase[]) {
    this.#databases = databases;
  }

  /** The containers as they were at the last look. */
  get containers(): readonly SystemContainer[] {
    return this.#containers;
  }

  /** As they were within the last second. The files of their logs are written when the system stops. */
  processes(): RunningProcess[] {
    return this.#containers.flatMap(({ name, group, state, httpPort }) =>
      group
        ? {
            name,
            variant: group.variant,
            contexts: group.contexts,
            state,
            httpAddress: `http://127.0.0.1:${httpPort ?? 0}`,
            logFile: this.folder.logOf(name),
          }
        : [],
    );
  }

  databases(): RunningDatabase[] {
    return [...this.#databases];
  }

  async kill(name: string): Promise<void> {
    const { id, state } = this.#find(name);
    if (state === 'stopped') return;
    await this.engine.order(`/containers/${id}/kill`);
    await this.#becomes(name, 'stopped');
  }

  async halt(name: string): Promise<void> {
    // The container knows for itself how long it may take.
    await this.engine.order(`/containers/${this.#find(name).id}/stop`);
    await this.look();
  }

  async start(name: string): Promise<void> {
    await this.engine.order(`/containers/${this.#find(name).id}/start`);
    await this.#becomes(name, 'ready');
  }

  async restart(name: string): Promise<void> {
    await this.halt(name);
    await this.start(name);
  }

  async hang(name: string): Promise<void> {
    const { id, state } = this.#find(name);
    if (state === 'stopped') throw new CannotRun(`${name} does not run now. Start it first.`);
    await this.engine.order(`/containers/${id}/pause`);
    await this.look();
  }

  async resume(name: string): Promise<void> {
    if (!(await this.#fresh(name)).hangs) return;
    await this.engine.order(`/containers/${this.#find(name).id}/unpause`);
    await this.look();
  }

  memory(): Promise<Record<string, number>> {
    return this.#usage(({ memoryBytes }) => memoryBytes);
  }

  cpuSeconds(): Promise<Record<string, number>> {
    return this.#usage(({ cpuSeconds }) => cpuSeconds);
  }

  async ask(name: string, path: string, request?: ProcessRequest): Promise<ProcessAnswer> {
    const one = this.processes().find((process) => process.name === name);
    if (one) return askProcess(one, path, request);
    const names = this.processes().map((process) => process.name);
    throw new CannotRun(`There is no service process "${name}" to ask; there are ${names.join(', ')}.`);
  }

  /**
   * One change is done after the other. Docker's DNS names a copy as long as it runs: Nginx and callers may try one that is about
   * to begin or to end, find nobody there, and go to the next.
   */
  scale(part: string, copies: number): Promise<void> {
    const done = this.#last.then(() => this.#scale(part, copies));
    this.#last = done.catch(() => undefined);
    return done;
  }

  regroup(): Promise<void> {
    return Promise.reject(
      new CannotRun(
        'Compose starts what its files name, so modules are not moved there. Use --runtime processes.',
      ),
    );
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stopAll();
    return this.#stopped;
  }

  async #scale(part: string, wanted: number): Promise<void> {
    const group = groupToScale(this.groups, part, wanted);
    await this.look();
    const copies = this.#copiesOf(group);
    if (wanted === copies.length) return;
    if (wanted > copies.length) await this.#add(group, wanted);
    else await this.#removeAll(copies.slice(wanted).reverse());
    await this.look();
    const running = this.#copiesOf(group).filter(({ state }) => state !== 'stopped').length;
    await Promise.all([
      pause(resolverPauseMs),
      ...this.processes()
        .filter(({ variant, state }) => variant === group.variant && state === 'ready')
        .map((caller) => this.#told(caller, group, running)),
    ]);
  }

  /** Only makes them, by Compose, and starts the new ones alone: one that was killed stays away. */
  async #add(group: GroupPlan, wanted: number): Promise<void> {
    const service = serviceOf(group);
    const before = this.#copiesOf(group).map(({ id }) => id);
    const scale = ['--scale', `${service}=${wanted}`, service];
    await this.project.run(`${group.name} could not be scaled`, [
      'create',
      '--no-build',
      '--no-recreate',
      ...scale,
    ]);
    await this.look();
    const added = this.#copiesOf(group).filter(({ id }) => !before.includes(id));
    await Promise.all(added.map(({ name }) => this.start(name)));
  }

  /**
   * One after the other: when Nginx learns that one is gone, it forgets which of the others did not answer. It would try another
   * one that has ended, wait for it, learn meanwhile that this one is gone too, and give the request up.
   */
  async #removeAll(copies: readonly SystemContainer[]): Promise<void> {
    for (const [index, copy] of copies.entries()) {
      if (index > 0) await pause(resolverPauseMs);
      await this.#remove(copy);
    }
  }

  async #remove({ id, name }: SystemContainer): Promise<void> {
    await this.resume(name);
    await this.engine.order(`/containers/${id}/stop`);
    await this.engine.remove(id);
  }

  /** Waits until a process knows how many copies of a group run. One that does not answer calls nobody either. */
  async #told(caller: RunningProcess, group: GroupPlan, count: number): Promise<void> {
    const told = await until(async () => {
      const { body } = await askProcess(caller, '/metrics', {}, 3_000).catch(() => ({ body: '' }));
      return linesOf('rpc_client_replicas', body).every(
        ({ labels, value }) => !group.contexts.includes(labels.contract ?? '') || value === count,
      );
    }, toldWithinMs);
    if (!told)
      throw new CannotRun(
        `${caller.name} does not know after ${toldWithinMs / 1000} s that ${count} copies of ${group.name} run.`,
      );
  }

  #copiesOf(group: GroupPlan): SystemContainer[] {
    return this.#containers
      .filter((container) => container.group === group)
      .sort((a, b) => a.number - b.number);
  }

  async #usage(figure: (usage: ContainerUsage) => number): Promise<Record<string, number>> {
    const alive = this.#containers.filter(({ state }) => state === 'ready' || state === 'starting');
    const usages = await Promise.all(
      alive.map(async ({ name, id }) => {
        // One that has ended since the last look has none, or nothing but zeros.
        const usage = await usageOf(this.engine, id).catch(() => undefined);
        return usage?.memoryBytes ? [[name, figure(usage)] as const] : [];
      }),
    );
    return Object.fromEntries(usages.flat());
  }

  async #fresh(name: string): Promise<SystemContainer> {
    await this.look();
    return this.#find(name);
  }

  async #becomes(name: string, state: 'ready' | 'stopped'): Promise<void> {
    let begun = false;
    const found = await until(async () => {
      const now = (await this.#fresh(name)).state;
      begun ||= now === 'starting';
      if (state === 'ready' && begun && now === 'stopped')
        throw new CannotRun(`${name} ended while it started.`);
      return now === state;
    }, startTimeoutMs);
    if (!found) throw new CannotRun(`${name} is not ${state} after ${startTimeoutMs / 1000} s.`);
  }

  #find(name: string): SystemContainer {
    const found = this.#containers.find((container) => container.name === name);
    if (found) return found;
    const names = this.#containers.map((container) => container.name);
    throw new CannotRun(`There is no process "${name}"; there are ${names.join(', ')}.`);
  }

  async #stopAll(): Promise<void> {
    clearInterval(this.#timer);
    await this.look().catch(() => undefined);
    for (const { name, hangs } of this.#containers) if (hangs) await this.resume(name).catch(() => undefined);
    await Promise.all(this.#containers.map((container) => this.#writeLog(container)));
    await removeProject(this.project.name);
  }

  /** What a container said goes with it. */
  async #writeLog({ id, name }: SystemContainer): Promise<void> {
    const said = execa('docker', ['logs', id], { reject: false, stdin: 'ignore', buffer: false, all: true });
    said.all.pipe(createWriteStream(this.folder.logOf(name)));
    await said;
  }
}
