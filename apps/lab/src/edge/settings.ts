/** How Nginx spreads requests over the copies of a group. Weights are given per server, in the topology. */
export const algorithms = ['round-robin', 'least-conn', 'ip-hash', 'random-two-least-conn'] as const;
export type Algorithm = (typeof algorithms)[number];

/** All that can be set of the edge; the rest follows from manifests and topology. */
export interface EdgeSettings {
  readonly algorithm: Algorithm;
  /** Whether catalog reads may be answered from a cache of one second. */
  readonly cacheReads: boolean;
  /**
   * For so many seconds browsers may keep catalog reads and not ask again (`Expires`, `max-age`). Left out, they ask each time, as the API
   * promises: only experiments set it.
   */
  readonly keepSeconds?: number;
  /** Whether the control work of `SUGANG_FAULTS` can be reached: only where the services have it, for experiments. */
  readonly faults: boolean;
  /** Where JSON access lines go: a file, `/dev/stdout`, or `off`. */
  readonly accessLog: string;
  readonly errorLog: string;
  /** Requests per second and client address; no limit if left out, for a campus shares one address. */
  readonly requestsPerSecondAndAddress?: number;
  readonly workerProcesses: 'auto' | number;
  /** The user of the worker processes, where the master is root. */
  readonly user?: string;
  /** The addresses to listen on; all of them if empty. */
  readonly listenOn: readonly string[];
  /** Where Nginx keeps its pid, its temporary files and its cache. It must exist. */
  readonly stateFolder: string;
  /** The folder of the built site. */
  readonly siteRoot: string;
  /** The folder that holds `openapi-monolith.json` and `openapi-msa.json`. */
  readonly openapiFolder: string;
  /** The DNS server that names are looked up with again every two seconds; without it servers are fixed. */
  readonly resolver?: string;
}

/** What holds unless it is set otherwise. */
export const defaultEdgeSettings = {
  algorithm: 'round-robin',
  cacheReads: true,
  faults: false,
  accessLog: 'off',
  workerProcesses: 'auto',
  listenOn: [],
} as const satisfies Partial<EdgeSettings>;
