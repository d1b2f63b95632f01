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
  /** What each copy of a service may use at most; no limit if left out. */
  readonly limits?: CopyLimits;
  /** Whether faults can be switched on in the services (`SUGANG_FAULTS`); never so outside of experiments. */
  readonly faults?: boolean;
}

/** A fixed slice of the machine for each copy, so that a small machine has room for several. */
export interface CopyLimits {
  /** Of one core: 0.2 is a fifth. */
  readonly cpus?: number;
  readonly memoryBytes?: number;
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

/** A request to a process itself; a body is sent as JSON. */
export interface ProcessRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: unknown;
}

/** What a process answered to it. */
export interface ProcessAnswer {
  readonly status: number;
  readonly body: string;
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

/** Where the traces of a system are. */
export type TraceAddresses = Readonly<{
  /** The lab's receiver, which can be asked for them. */
  traces?: string;
  /** Somebody else's collector: where the spans are sent. */
  collector?: string;
}>;

/** A system that runs, and what can be done to it. */
export interface RunningSystem {
  /** The addresses of the edge, without a slash at the end, and of {@link TraceAddresses} where there are. */
  readonly addresses: Readonly<{ site: string; monolith?: string; msa?: string }> & TraceAddresses;
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
  /** Memory by process, in bytes; Postgres and Nginx too. A page that processes share counts as its share in each. */
  memory(): Promise<Record<string, number>>;
  /** Processor time by process since it started, with all that it started, in seconds; Postgres and Nginx too. */
  cpuSeconds(): Promise<Record<string, number>>;
  /** Keeps a process from running without ending it: its connections stay open, and nothing is answered on them. */
  hang(name: string): Promise<void>;
  /** Lets a process that hangs run again. */
  resume(name: string): Promise<void>;
  /**
   * Changes the number of copies of the group that has a part, `monolith` or a context, while the system runs: new copies are ready
   * before Nginx and the others are told of them, and copies that go are forgotten by both before they stop.
   */
  scale(part: string, copies: number): Promise<void>;
  /**
   * Spreads the monolith's modules over processes by these groups while the system runs, all on the monolith's database: new processes
   * are ready before Nginx is told of them, and the old ones finish what is under way. One group of all modules is the monolith again.
   *
   * @throws CannotRun where the runtime cannot, or when the grouping is what runs already
   */
  regroup(groups: readonly (readonly string[])[]): Promise<void>;
  /** An HTTP request to a process itself, past Nginx: its metrics, its faults. */
  ask(name: string, path: string, request?: ProcessRequest): Promise<ProcessAnswer>;
  /** Stops everything: Nginx, then the services, then Postgres. */
  stop(): Promise<void>;
}

/** The ways to run the system, as the command line names them. */
export const runtimeNames = ['processes', 'compose'] as const;
export type RuntimeName = (typeof runtimeNames)[number];

/** A way to run the system: as plain processes, or by Compose. */
export interface Runtime<Options extends RunOptions = RunOptions> {
  start(options: Options): Promise<RunningSystem>;
}

/** The system cannot run; the message is one sentence that says why and what to do. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
}
