import type { GroupPlan } from '../plan.ts';
import { serviceOf, servicePort } from './containers.ts';
import type { ComposeOptions } from './options.ts';

/** The label that names the lab which started a container, so that a later one can clean up after it. */
export const ownerLabel = 'sugang.lab.owner';

/** What a project differs in from the repository's Compose file. */
export interface OverrideInput {
  readonly groups: readonly GroupPlan[];
  readonly options: Pick<ComposeOptions, 'environment' | 'faults' | 'registrar'>;
  /** Where Nginx' configuration is on this machine. */
  readonly edgeFolder: string;
  /** Where Postgres is published on this machine. */
  readonly databasePort: number;
  readonly owner: string;
}

/**
 * The second Compose file of a project; JSON is YAML. It publishes what the lab looks at, Postgres and each copy's own HTTP, for this
 * machine alone. The network for that leads nowhere else, and Nginx is not on it.
 */
export function overrideFile({ groups, options, edgeFolder, databasePort, owner }: OverrideInput): object {
  const labels = { [ownerLabel]: owner };
  const observed = { labels, networks: { observed: {} } };
  const service = {
    ...observed,
    // Any free port, and another one after each start: copies of a service share what is written here.
    ports: [`127.0.0.1::${servicePort}`],
    environment: {
      ...options.environment,
      // For the modules that make the first registrar; the others do not look.
      REGISTRAR_USERNAME: options.registrar.username,
      REGISTRAR_PASSWORD: options.registrar.password,
      SUGANG_FAULTS: options.faults ? 'on' : 'off',
    },
  };
  return {
    services: {
      passwords: { labels },
      'database-setup': { labels },
      rabbitmq: { labels },
      postgres: { ...observed, ports: [`127.0.0.1:${databasePort}:5432`] },
      nginx: { labels, volumes: [`${edgeFolder}:/etc/nginx:ro`] },
      ...Object.fromEntries(groups.map((group) => [serviceOf(group), service])),
    },
    networks: { observed: {} },
  };
}

/** The variables of the repository's Compose file. */
export function composeVariables(
  groups: readonly GroupPlan[],
  { ports, seed, limits }: Pick<ComposeOptions, 'ports' | 'seed' | 'limits'>,
): Record<string, string> {
  const limited = groups.map((group) => serviceOf(group).toUpperCase());
  return {
    WEB_PORT: String(ports.site),
    MONOLITH_PORT: String(ports.monolith),
    MSA_PORT: String(ports.msa),
    LISTEN: '127.0.0.1',
    SEED: seed,
    ...Object.fromEntries(
      limited.flatMap((name) => [
        ...(limits?.cpus === undefined ? [] : [[`${name}_CPUS`, String(limits.cpus)]]),
        ...(limits?.memoryBytes === undefined ? [] : [[`${name}_MEMORY`, `${limits.memoryBytes}b`]]),
      ]),
    ),
  };
}
