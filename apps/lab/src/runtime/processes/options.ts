import type { TraceAddresses } from '../runtime.ts';
import { startDefaults, type StartOptions } from '../start-options.ts';
import { builtSite } from './built-site.ts';
import { loopbackAddresses } from './ports.ts';

/** What the processes runtime can be told besides what each of the lab's can. */
export interface ProcessesOptions extends StartOptions {
  readonly edge: StartOptions['edge'] & {
    /** How many requests a copy gets for each one of the others, by its name; 1 if left out. */
    readonly weights?: Readonly<Record<string, number>>;
  };
  /** Whether to drop what is in the data folder first. */
  readonly reset: boolean;
  /** The addresses that Nginx listens on. */
  readonly listenOn: readonly string[];
  /** The folder of the built site. */
  readonly siteRoot: string;
  /** The lab's API for the site, by host and port (`127.0.0.1:45123`); the site does without it if left out. */
  readonly lab?: { readonly address: string };
  /** Where the spans of traced requests are to be had, or go, besides the addresses of the edge. */
  readonly traceAddresses?: TraceAddresses;
  /**
   * The address by which the process `from` reaches the messages of the process `to`; `address` itself, unless a test puts
   * something between them.
   */
  peerAddress(from: string, to: string, address: string): string;
}

/** Fills in what was left out. */
export function withDefaults(
  options: Partial<ProcessesOptions> & Pick<ProcessesOptions, 'data'>,
): ProcessesOptions {
  return {
    ...startDefaults,
    ports: { site: 8080, monolith: 8081, msa: 8082 },
    reset: false,
    listenOn: loopbackAddresses(),
    siteRoot: builtSite,
    peerAddress: (_from, _to, address) => address,
    ...options,
  };
}
