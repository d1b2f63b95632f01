import { rmSync, writeFileSync, renameSync } from 'node:fs';
import { askProcess } from '../ask.ts';
import { linesOf } from '../metrics-text.ts';
import { groupToScale, planCopy, portsNeeded, type CopyPlan, type GroupPlan } from '../plan.ts';
import { CannotRun, type EdgePorts } from '../runtime.ts';
import { until } from './conditions.ts';
import { writeEdgeFor } from './edge.ts';
import { beginLog } from './log-file.ts';
import { reloadNginx } from './nginx.ts';
import type { NginxProgram } from './nginx-program.ts';
import type { ProcessesOptions } from './options.ts';
import { freePorts } from './ports.ts';
import { planMoved, planRegrouping } from './regrouping.ts';
import { checkBuilt, httpAddressOf, peersOf, serviceRecipe, type ServiceContext } from './services.ts';
import type { System } from './system.ts';

/** A service reads its file of peers every two seconds; one that is busy may take longer to say that it has. */
const toldWithinMs = 15_000;

type Options = ServiceContext['options'] &
  Pick<ProcessesOptions, 'ports' | 'listenOn' | 'edge' | 'siteRoot' | 'lab'>;

/** The copies of a running system, and those who must know of them: Nginx by its configuration, callers by their files of peers. */
export class Scaling {
  readonly #system: System;
  readonly #nginx: NginxProgram;
  #context: ServiceContext & { readonly options: Options };
  #last: Promise<void> = Promise.resolve();

  constructor(system: System, nginx: NginxProgram, context: ServiceContext & { readonly options: Options }) {
    this.#system = system;
    this.#nginx = nginx;
    this.#context = context;
  }

  /** See {@link RunningSystem.scale}. One change is done after the other. */
  scale(part: string, copies: number): Promise<void> {
    const done = this.#last.then(() => this.#scale(part, copies));
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** See {@link RunningSystem.regroup}. One change is done after the other. */
  regroup(groups: readonly (readonly string[])[]): Promise<void> {
    const done = this.#last.then(() => this.#regroup(planRegrouping(groups)));
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Starts a copy; done when it is ready. */
  async begin(copy: CopyPlan): Promise<void> {
    const recipe = serviceRecipe(copy, this.#context);
    beginLog(recipe.logFile);
    await this.#system.begin('service', recipe, copy);
  }

  /** Writes down for each copy who its peers are now. */
  writePeers(): void {
    for (const copy of this.#context.copies) this.#writePeersOf(copy);
  }

  /** Writes Nginx' configuration for the copies of now. */
  async writeEdge(): Promise<void> {
    const { groups, copies, folder, options } = this.#context;
    await writeEdgeFor(this.#nginx, groups, copies, folder, options);
  }

  async #scale(part: string, wanted: number): Promise<void> {
    const group = groupToScale(this.#context.groups, part, wanted);
    const copies = this.#copiesOf(group);
    if (wanted > copies.length) await this.#add(group, copies.length, wanted);
    if (wanted < copies.length) await this.#remove(group, copies.slice(wanted));
  }

  async #regroup(groups: readonly GroupPlan[]): Promise<void> {
    const before = this.#context;
    const isMoved = ({ variant }: GroupPlan) => variant === 'monolith';
    const old = before.copies.filter(({ group }) => isMoved(group));
    if (old.length === 0) throw new CannotRun('No monolith runs here whose modules could be moved.');
    const running = groups.find(({ name }) => old.some(({ group }) => group.name === name));
    if (running)
      throw new CannotRun(`${running.name} runs already; name a grouping in which every process is new.`);
    checkBuilt(groups);
    const added = planMoved(groups, await freePorts(portsNeeded(groups), this.#takenPorts()));
    const others = before.copies.filter(({ group }) => !isMoved(group));
    this.#context = {
      ...before,
      groups: [...groups, ...before.groups.filter((group) => !isMoved(group))],
      copies: [...added, ...others],
    };
    const starts = await Promise.allSettled(
      added.map((copy) => {
        this.#writePeersOf(copy);
        return this.begin(copy);
      }),
    );
    const failed = starts.find((start) => start.status === 'rejected');
    if (failed) {
      this.#context = before;
      await Promise.all(added.map((copy) => this.#end(copy)));
      throw failed.reason;
    }
    await this.writeEdge();
    const nginx = this.#system.pidOf('nginx');
    if (nginx) await reloadNginx(nginx);
    await Promise.all(old.map((copy) => this.#end(copy)));
  }

  async #add(group: GroupPlan, from: number, to: number): Promise<void> {
    const ports = await freePorts(2 * (to - from), this.#takenPorts());
    const added = Array.from({ length: to - from }, (_, index) =>
      planCopy(group, from + index + 1, ports[2 * index]!, ports[2 * index + 1]!),
    );
    for (const copy of added) this.#writePeersOf(copy);
    const starts = await Promise.allSettled(added.map((copy) => this.begin(copy)));
    const failed = starts.find((start) => start.status === 'rejected');
    if (failed) {
      await Promise.all(added.map((copy) => this.#end(copy)));
      throw failed.reason;
    }
    await this.#tellOthers(group, [...this.#context.copies, ...added]);
  }

  async #remove(group: GroupPlan, removed: readonly CopyPlan[]): Promise<void> {
    await this.#tellOthers(
      group,
      this.#context.copies.filter((copy) => !removed.includes(copy)),
    );
    await Promise.all(removed.map((copy) => this.#end(copy)));
  }

  async #end(copy: CopyPlan): Promise<void> {
    await this.#system.end(copy.name);
    rmSync(this.#context.folder.peersOf(copy.name), { force: true });
  }

  /** Tells Nginx and the callers of a group which copies there are from now on; done when they know. */
  async #tellOthers(group: GroupPlan, copies: readonly CopyPlan[]): Promise<void> {
    this.#context = { ...this.#context, copies };
    this.writePeers();
    await this.writeEdge();
    const nginx = this.#system.pidOf('nginx');
    await Promise.all([
      nginx && reloadNginx(nginx),
      ...this.#callersOf(group).map((copy) => this.#told(copy, group)),
    ]);
  }

  /** Waits until a process knows the copies of a group. One that does not run, or answers nothing, reads its file before it calls again. */
  async #told(caller: CopyPlan, group: GroupPlan): Promise<void> {
    const count = this.#copiesOf(group).length;
    const told = await until(async () => {
      const text = await metricsOf(caller);
      return linesOf('rpc_client_replicas', text).every(
        ({ labels, value }) => !group.contexts.includes(labels.contract ?? '') || value === count,
      );
    }, toldWithinMs);
    if (!told)
      throw new CannotRun(
        `${caller.name} does not know after ${toldWithinMs / 1000} s that there are ${count} copies of ${group.name}.`,
      );
  }

  #callersOf(group: GroupPlan): CopyPlan[] {
    return this.#context.copies.filter(
      (copy) =>
        copy.group !== group &&
        copy.group.variant === group.variant &&
        peersOf(copy, this.#context)
          .split(';')
          .some((peer) => group.contexts.includes(peer.split('=')[0]!)),
    );
  }

  #copiesOf(group: GroupPlan): CopyPlan[] {
    return this.#context.copies.filter((copy) => copy.group === group);
  }

  #takenPorts(): number[] {
    const { copies, databasePort, options } = this.#context;
    return [
      ...copies.flatMap(({ httpPort, messagePort }) => [httpPort, messagePort]),
      ...Object.values(options.ports satisfies EdgePorts),
      databasePort,
    ];
  }

  /** In one step, so that nobody ever reads half of it. */
  #writePeersOf(copy: CopyPlan): void {
    const file = this.#context.folder.peersOf(copy.name);
    writeFileSync(`${file}.new`, `${peersOf(copy, this.#context)}\n`);
    renameSync(`${file}.new`, file);
  }
}

const metricsOf = async (copy: CopyPlan): Promise<string> => {
  try {
    const { body } = await askProcess(
      { name: copy.name, httpAddress: httpAddressOf(copy) },
      '/metrics',
      {},
      3_000,
    );
    return body;
  } catch {
    return '';
  }
};
