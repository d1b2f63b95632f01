import type { Manifest } from '@sugang/contract';
import type { VariantName } from '../edge/topology.ts';
import { inOrder, onePerModule } from './choices.ts';
import { CannotRun, type RunOptions } from './runtime.ts';

/** The processes that hold the same modules, and what they share. */
export interface GroupPlan {
  readonly variant: VariantName;
  /** `monolith`, `enrollment-service`, `enrollment-billing-service`. */
  readonly name: string;
  /** In the order in which modules are named everywhere. */
  readonly contexts: readonly string[];
  /** The folder of its app in `apps`. */
  readonly app: string;
  readonly copies: number;
  /** The name of its database, and of the login that all copies use. */
  readonly database: string;
}

/** Which groups there are, from what was asked for. */
export function planGroups(options: Pick<RunOptions, 'variant' | 'groups' | 'replicas'>): GroupPlan[] {
  const all = onePerModule().flat();
  const plans: GroupPlan[] = [];
  if (options.variant !== 'msa')
    plans.push({
      variant: 'monolith',
      name: 'monolith',
      contexts: all,
      app: 'monolith',
      copies: options.replicas?.monolith ?? 1,
      database: 'monolith',
    });
  if (options.variant !== 'monolith')
    plans.push(
      ...(options.groups ?? onePerModule()).map((group) => planGroup(group, options.replicas ?? {})),
    );
  return plans;
}

function planGroup(group: readonly string[], replicas: Readonly<Record<string, number>>): GroupPlan {
  const contexts = inOrder(group);
  const counts = new Set(contexts.flatMap((context) => replicas[context] ?? []));
  if (counts.size > 1)
    throw new CannotRun(
      `--replicas gives ${contexts.join(' and ')} different numbers, but they share a process; give one of them.`,
    );
  return {
    variant: 'msa',
    name: `${contexts.join('-')}-service`,
    contexts,
    app: contexts.length === 1 ? `${contexts[0]}-service` : 'grouped-service',
    copies: [...counts][0] ?? 1,
    database: `msa_${contexts.join('_')}`,
  };
}

/** One copy: its group and the ports it got. */
export interface CopyPlan {
  readonly name: string;
  readonly group: GroupPlan;
  /** Whether it is the one that seeds. */
  readonly first: boolean;
  readonly httpPort: number;
  readonly messagePort: number;
}

/** The copies of all groups, each with two ports of its own. */
export function planCopies(groups: readonly GroupPlan[], ports: readonly number[]): CopyPlan[] {
  const free = ports.values();
  const next = () => free.next().value!;
  return groups.flatMap((group) =>
    Array.from({ length: group.copies }, (_, index) => planCopy(group, index + 1, next(), next())),
  );
}

/** The copy of a group with this number, from 1 on. */
export const planCopy = (
  group: GroupPlan,
  number: number,
  httpPort: number,
  messagePort: number,
): CopyPlan => ({
  name: nameOfCopy(group, number),
  group,
  first: number === 1,
  httpPort,
  messagePort,
});

/** `enrollment-service`, its second copy `enrollment-service-2`. */
export const nameOfCopy = ({ name }: GroupPlan, number: number): string =>
  number === 1 ? name : `${name}-${number}`;

/**
 * The group that has a part, `monolith` or a context.
 *
 * @throws CannotRun when there is none in this system, or no such number of copies
 */
export function groupToScale(groups: readonly GroupPlan[], part: string, copies: number): GroupPlan {
  const group = groups.find(({ variant, contexts }) =>
    variant === 'monolith' ? part === 'monolith' : contexts.includes(part),
  );
  if (!group) {
    const parts = groups.flatMap(({ variant, contexts }) => (variant === 'monolith' ? 'monolith' : contexts));
    throw new CannotRun(`There is no part "${part}" to scale; there are ${parts.join(', ')}.`);
  }
  if (!Number.isInteger(copies) || copies < 1 || copies > 20)
    throw new CannotRun(`${part} cannot have ${copies} copies; there can be 1 to 20.`);
  return group;
}

/** How many ports `planCopies` needs. */
export const portsNeeded = (groups: readonly GroupPlan[]): number =>
  2 * groups.reduce((sum, { copies }) => sum + copies, 0);

/** How the processes of a group reach the others, as settings. */
export function wiring(
  group: GroupPlan,
  groups: readonly GroupPlan[],
  manifests: readonly Manifest[],
  addressesOf: (other: GroupPlan) => readonly string[],
): { PEERS: string; EVENT_SUBSCRIBERS: string } {
  const own = manifests.filter(({ context }) => group.contexts.includes(context));
  const subscribers = remoteSubscribers(group, own, manifests);
  const called = own.flatMap(({ needs }) => needs.map(({ context }) => context));
  const peers = inOrder([...called, ...subscribers.values()].flat()).filter(
    (context) => !group.contexts.includes(context),
  );
  const holderOf = (context: string) =>
    groups.find((other) => other.variant === group.variant && other.contexts.includes(context))!;
  return {
    PEERS: assignments(peers.map((context) => [context, addressesOf(holderOf(context))])),
    EVENT_SUBSCRIBERS: assignments([...subscribers]),
  };
}

/** For each event that `own` modules publish, the contexts in other processes that take it. */
function remoteSubscribers(
  group: GroupPlan,
  own: readonly Manifest[],
  manifests: readonly Manifest[],
): Map<string, string[]> {
  const subscribers = new Map<string, string[]>();
  for (const { name } of own.flatMap(({ publishes }) => publishes)) {
    const takers = manifests
      .filter(
        ({ context, takes }) =>
          !group.contexts.includes(context) && takes.some((event) => event.name === name),
      )
      .map(({ context }) => context);
    if (takers.length > 0) subscribers.set(name, takers);
  }
  return subscribers;
}

/** `a=x,y;b=z` */
const assignments = (pairs: readonly (readonly [string, readonly string[]])[]): string =>
  pairs.map(([name, values]) => `${name}=${values.join(',')}`).join(';');
