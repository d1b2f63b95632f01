import { nameOfCopy, type GroupPlan } from '../plan.ts';
import type { ProcessState } from '../runtime.ts';
import type { Engine } from './engine.ts';

/** A container, as the engine lists it. */
export interface ListedContainer {
  readonly Id: string;
  readonly Labels: Readonly<Record<string, string>>;
  /** `created`, `running`, `paused`, `restarting`, `exited`, … */
  readonly State: string;
  /** For people: `Up 3 seconds (health: starting)`. */
  readonly Status: string;
  readonly Ports: readonly { readonly PrivatePort: number; readonly PublicPort?: number }[];
}

/** A container of the system, under the name that it has in every runtime. */
export interface SystemContainer {
  /** `monolith`, `enrollment-service-2`, `postgres`, `nginx`, `rabbitmq`. */
  readonly name: string;
  readonly id: string;
  /** The group that it is a copy of; nothing for Postgres, Nginx and RabbitMQ. */
  readonly group?: GroupPlan;
  /** Which copy it is, from 1 on. */
  readonly number: number;
  readonly state: ProcessState;
  /** Whether it exists but is kept from running. */
  readonly hangs: boolean;
  /** Its HTTP port on this machine, while it runs. */
  readonly httpPort?: number;
}

/** The port of a service's HTTP in its container. */
export const servicePort = 3000;

/** The service of the Compose file that runs a group. */
export const serviceOf = ({ variant, contexts }: GroupPlan): string =>
  variant === 'monolith' ? 'monolith' : contexts[0]!;

/** What stands beside the services, by its name in the Compose file and everywhere. */
const beside = ['postgres', 'rabbitmq', 'nginx'];

/** The containers of a project that stay, and not those that set something up and end. */
export async function containersOf(
  engine: Engine,
  project: string,
  groups: readonly GroupPlan[],
): Promise<SystemContainer[]> {
  const filters = JSON.stringify({ label: [`com.docker.compose.project=${project}`] });
  const listed = await engine.get<ListedContainer[]>(
    `/containers/json?all=1&filters=${encodeURIComponent(filters)}`,
  );
  return listed.flatMap((container) => systemContainer(container, groups) ?? []).sort(byName);
}

/** What a listed container is in the system; nothing where it is no part of it. */
export function systemContainer(
  { Id, Labels, State, Status, Ports }: ListedContainer,
  groups: readonly GroupPlan[],
): SystemContainer | undefined {
  const service = Labels['com.docker.compose.service'] ?? '';
  const number = Number(Labels['com.docker.compose.container-number']);
  const group = groups.find((one) => serviceOf(one) === service);
  if (!group && !beside.includes(service)) return undefined;
  const httpPort = Ports.find(({ PrivatePort }) => PrivatePort === servicePort)?.PublicPort;
  return {
    name: group ? nameOfCopy(group, number) : service,
    id: Id,
    ...(group && { group }),
    number,
    state: stateOf(State, Status),
    hangs: State === 'paused',
    ...(group && httpPort !== undefined && { httpPort }),
  };
}

/** Its health is only in the words for people. A container that hangs was ready before, and is for those who only look. */
function stateOf(state: string, status: string): ProcessState {
  if (state === 'restarting') return 'restarting';
  if (state !== 'running' && state !== 'paused') return 'stopped';
  return status.includes('health: starting') ? 'starting' : 'ready';
}

const byName = (a: SystemContainer, b: SystemContainer): number =>
  a.name.localeCompare(b.name, 'en', { numeric: true });
