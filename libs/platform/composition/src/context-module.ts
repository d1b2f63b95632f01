import type { Type } from '@nestjs/common';
import type { Manifest } from '@sugang/contract';
import type { EventHandler } from '@sugang/events';

/** Something that a module does at each start before the process is ready; safe to repeat, by several copies at once. */
export interface StartupTask {
  run(): Promise<void>;
}

/** A bounded context as a unit of composition: its manifest, and the providers that keep what the manifest promises. */
export interface ContextModule {
  readonly manifest: Manifest;
  /** The Nest module; its providers include all that is named below. */
  readonly nest: Type;
  /** The provider that implements the operations it offers; its class says so (`implements ClientOf<typeof …Api>`). */
  readonly operations: Type<object>;
  /** One for each event that it takes. */
  readonly handlers: readonly Type<EventHandler>[];
  /** Done at each start. */
  readonly preparations: readonly Type<StartupTask>[];
  /** Makes its part of the demo data, where it is asked for. */
  readonly demo?: Type<StartupTask>;
}

/** Declares a module; lists that are left out are empty. */
export function defineModule(
  declaration: Pick<ContextModule, 'manifest' | 'nest' | 'operations'> & Partial<ContextModule>,
): ContextModule {
  return { handlers: [], preparations: [], ...declaration };
}
