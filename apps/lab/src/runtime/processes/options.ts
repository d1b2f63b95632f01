import type { EdgeSettings } from '../../edge/settings.ts';
import type { RunOptions } from '../runtime.ts';
import { loopbackAddresses } from './ports.ts';

/** What the processes runtime can be told besides what every runtime can. */
export interface ProcessesOptions extends RunOptions {
  /** The folder for all data. */
  readonly data: string;
  /** Whether to drop what is there first. */
  readonly reset: boolean;
  /** The addresses that Nginx listens on. */
  readonly listenOn: readonly string[];
  /** What to set differently of the edge. */
  readonly edge: Partial<Pick<EdgeSettings, 'algorithm' | 'cacheReads' | 'requestsPerSecondAndAddress'>> & {
    /** Whether Nginx writes a JSON line for each request into `logs/access.log`. */
    readonly accessLog?: boolean;
  };
  /** The first registrar, made at the first start. */
  readonly registrar: Readonly<{ username: string; password: string }>;
  /** More settings for all service processes, for example `LOG_LEVEL`. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * The address by which the process `from` reaches the messages of the process `to`; `address` itself, unless a test puts
   * something between them.
   */
  peerAddress(from: string, to: string, address: string): string;
  /** Takes a line for the person who watches. */
  say(line: string): void;
  /** Interrupts the start: what has been started is stopped. */
  readonly signal?: AbortSignal;
}

/** Fills in what was left out. */
export function withDefaults(
  options: Partial<ProcessesOptions> & Pick<ProcessesOptions, 'data'>,
): ProcessesOptions {
  return {
    variant: 'both',
    seed: 'demo',
    ports: { site: 8080, monolith: 8081, msa: 8082 },
    reset: false,
    listenOn: loopbackAddresses(),
    edge: {},
    registrar: { username: 'registrar', password: 'let-me-in' },
    environment: {},
    peerAddress: (_from, _to, address) => address,
    say: () => undefined,
    ...options,
  };
}
