import type { Algorithm } from '../edge/settings.ts';
import type { VariantName } from '../edge/topology.ts';
import { CannotRun, type EdgePorts } from '../runtime/runtime.ts';
import { portVariables } from '../runtime/processes/ports.ts';

/** Options that `up` and `edge` have in common, as the command line gives them. */
export interface EdgeOptions {
  readonly variant: VariantName | 'both';
  readonly groups?: string;
  readonly balance: Algorithm;
  readonly cache: boolean;
  readonly accessLog?: true;
}

/**
 * The ports of the edge, from the environment.
 *
 * @throws CannotRun naming the variable that holds no port
 */
export function edgePorts(environment: NodeJS.ProcessEnv = process.env): EdgePorts {
  const port = (variable: string, usual: number): number => {
    const text = environment[variable] || String(usual);
    const number = Number(text);
    if (Number.isInteger(number) && number >= 1 && number <= 65_535) return number;
    throw new CannotRun(`${variable} is "${text}", which is no port; give a number from 1 to 65535.`);
  };
  return {
    site: port(portVariables.site, 8080),
    monolith: port(portVariables.monolith, 8081),
    msa: port(portVariables.msa, 8082),
  };
}
