import { startCompose } from './compose/start.ts';
import { startProcesses } from './processes/start.ts';
import type { RunningSystem, RuntimeName } from './runtime.ts';
import type { StartOptions } from './start-options.ts';

/** A way to run the system, for those to whom it is all the same which one. */
export interface NamedRuntime {
  /** Starts the system. What is left out takes the runtime's default. */
  start(options: Partial<StartOptions> & Pick<StartOptions, 'data'>): Promise<RunningSystem>;
}

const runtimes: Readonly<Record<RuntimeName, NamedRuntime>> = {
  processes: { start: startProcesses },
  compose: { start: startCompose },
};

/** The runtime of a name. */
export const runtimeNamed = (name: RuntimeName): NamedRuntime => runtimes[name];
