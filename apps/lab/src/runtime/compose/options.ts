import { randomBytes } from 'node:crypto';
import { freeEdgePorts } from '../processes/ports.ts';
import { startDefaults, type StartOptions } from '../start-options.ts';

/** What the Compose runtime can be told besides what each of the lab's can. */
export interface ComposeOptions extends StartOptions {
  /** The name of the Compose project, which keeps its containers apart from all others. */
  readonly project: string;
  /** Whether to bring the images up to date first; what has not changed comes out of Docker's cache. Otherwise they must be there. */
  readonly build: boolean;
}

/** What must be given; the rest has defaults, free ports and a new project among them. */
export type GivenComposeOptions = Partial<ComposeOptions> & Pick<ComposeOptions, 'data'>;

/** Fills in what was left out. */
export async function withDefaults(options: GivenComposeOptions): Promise<ComposeOptions> {
  return {
    ...startDefaults,
    project: `sugang-lab-${randomBytes(3).toString('hex')}`,
    build: true,
    ...options,
    ports: options.ports ?? (await freeEdgePorts()),
  };
}
