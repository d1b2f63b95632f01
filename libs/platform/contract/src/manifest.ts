import type { Contract } from './operation.ts';
import type { EventType } from './event.ts';
import type { Route } from './route.ts';

/**
 * What a module says of itself: all that a composition root, Nginx and the documentation need to know of it. Pure data,
 * so that tools read it without starting anything.
 */
export interface Manifest {
  /** The bounded context; also the name of its database schema and role. */
  readonly context: string;
  readonly summary: string;
  readonly routes: readonly Route[];
  /** The operations it offers to other modules. */
  readonly offers: Contract;
  /** The contracts of other modules that it calls. */
  readonly needs: readonly Contract[];
  readonly publishes: readonly EventType[];
  /** The events of other modules that it takes. */
  readonly takes: readonly EventType[];
  /**
   * The needed contracts whose work it can do in one transaction with its own. Where they share process and database
   * the composition picks that strategy, elsewhere the saga.
   */
  readonly atomicWith: readonly Contract[];
}

/** Declares a manifest; lists that are left out are empty. */
export function defineManifest(
  declaration: Pick<Manifest, 'context' | 'summary' | 'offers'> & Partial<Manifest>,
): Manifest {
  return { routes: [], needs: [], publishes: [], takes: [], atomicWith: [], ...declaration };
}
