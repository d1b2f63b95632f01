import type { VariantName } from '../edge/topology.ts';

/** What to run: the same for every runtime. */
export interface RunOptions {
  readonly variant: VariantName | 'both';
  /** How the modules are grouped into processes on the MSA side; one process each if left out. */
  readonly groups?: readonly (readonly string[])[];
  /** Copies by context, or `monolith`; one if left out. */
  readonly replicas?: Readonly<Record<string, number>>;
  readonly seed: 'demo' | 'none';
  readonly ports: EdgePorts;
}

/** The ports of the edge. */
export interface EdgePorts {
  readonly site: number;
  readonly monolith: number;
  readonly msa: number;
}

/** A copy of a group, as the runtime sees it now. */
export interface RunningProcess {
  /** Unique: `monolith`, `enrollment-service`, its second copy `enrollment-service-2`. */
  readonly name: string;
  readonly variant: VariantName;
  readonly contexts: readonly string[];
  readonly state: ProcessState;
  readonly pid?: number;
  /** Its own HTTP address, past Nginx; for `/metrics` and `/readyz`. */
  readonly httpAddress: string;
  readonly logFile: string;
}

/** `restarting`: it ended by itself and is started again after a pause. `stopped`: it was told to. */
export type ProcessState = 'starting' | 'ready' | 'restarting' | 'stopped';

/** A database of a running system, for those who look at it from outside. */
export interface RunningDatabase {
  readonly variant: VariantName;
  /** The contexts whose tables are in it. */
  readonly contexts: readonly string[];
  /** With the login of the processes that use it. */
  readonly url: string;
}

/** A system that runs, and what can be done to it. */
export interface RunningSystem {
  /** The addresses of the edge, without a slash at the end. */
  readonly addresses: Readonly<{ site: string; monolith?: string; msa?: string }>;
  /** The service processes, not Postgres and Nginx. */
  processes(): RunningProcess[];
  databases(): RunningDatabase[];
  /** Ends a process and its descendants at once (SIGKILL), also `postgres` and `nginx`; it stays away until it is started. */
  kill(name: string): Promise<void>;
  /** Stops a process gracefully; it stays away until it is started. */
  halt(name: string): Promise<void>;
  /** Starts a process that was killed or halted; done when it is ready. */
  start(name: string): Promise<void>;
  /** Stops a process gracefully and starts it again; done when it is ready. */
  restart(name: string): Promise<void>;
  /** Resident memory by process, in bytes; Postgres and Nginx too. */
  memory(): Promise<Record<string, number>>;
  /** Stops everything: Nginx, then the services, then Postgres. */
  stop(): Promise<void>;
}

/** A way to run the system: as plain processes, or by Compose. */
export interface Runtime<Options extends RunOptions = RunOptions> {
  start(options: Options): Promise<RunningSystem>;
}

/** The system cannot run; the message is one sentence that says why and what to do. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
}
