/** Which of the two systems; a variant other than the monolith may group its modules in any way. */
export type VariantName = 'monolith' | 'msa';

/** One copy of a group, as Nginx reaches it: `127.0.0.1:4000`, or a DNS name that stands for all copies. */
export interface UpstreamServer {
  readonly address: string;
  readonly weight?: number;
}

/** The processes that hold the same modules. */
export interface UpstreamGroup {
  /** Unique in the whole topology; letters, digits and underscores. */
  readonly name: string;
  readonly contexts: readonly string[];
  readonly servers: readonly UpstreamServer[];
}

/** One variant behind its own port. */
export interface VariantTopology {
  readonly variant: VariantName;
  readonly port: number;
  readonly groups: readonly UpstreamGroup[];
}

/** What stands behind the edge. */
export interface EdgeTopology {
  readonly sitePort: number;
  readonly variants: readonly VariantTopology[];
  /** Host and port of the lab's API for the site, `127.0.0.1:45123`; without it that API is answered 503. */
  readonly labAddress?: string;
}
