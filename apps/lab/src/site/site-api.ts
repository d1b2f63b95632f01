import { z } from 'zod';

/** One of the two systems. */
export const SiteVariant = z.enum(['monolith', 'msa']);
export type SiteVariant = z.infer<typeof SiteVariant>;

/** A process of the running system, as it is in this second. */
export const TopologyProcess = z.object({
  /** The name by which orders mean it: `enrollment-service`, its second copy `enrollment-service-2`. */
  name: z.string(),
  role: z.enum(['service', 'postgres', 'nginx']),
  /** Of a service. */
  variant: SiteVariant.optional(),
  /** The modules in it; none in Postgres and Nginx. */
  contexts: z.array(z.string()),
  /** `hanging`: it is there and does not answer in its time. `starting`: also one that ended by itself and is started again. */
  state: z.enum(['running', 'stopped', 'hanging', 'starting']),
  /** Processor time by time, of one core: 0.5 is half of one, 2 is two. */
  cpuShare: z.number().min(0),
  /** With what it shares counted as its share. */
  memoryBytes: z.number().min(0),
  /** HTTP requests to the API that were answered, 0 where a service is only called by others. Of a service that answers. */
  requestsPerSecond: z.number().min(0).optional(),
  /** How long 95 of 100 of them took at most; left out where there were none. */
  p95Ms: z.number().min(0).optional(),
  /** Those that were answered 5xx. */
  errorsPerSecond: z.number().min(0).optional(),
  /** Open connections to the database. */
  connections: z.number().min(0).optional(),
});
export type TopologyProcess = z.infer<typeof TopologyProcess>;

/** `GET /lab/api/topology`: server-sent events `topology`, one each second. */
export const Topology = z.object({ at: z.iso.datetime(), processes: z.array(TopologyProcess) });
export type Topology = z.infer<typeof Topology>;

/** A piece of what a request went through. */
export const SiteSpan = z.object({
  id: z.string(),
  /** The span that it is a part of; left out at the top, and where that one is not here. */
  parentId: z.string().optional(),
  /** The name of the process as in {@link Topology}. */
  process: z.string(),
  /** `POST /api/enrollments 201`, `→ billing/charge` for a call to another process, `UPDATE enrollment.seats`. */
  name: z.string(),
  /** `transaction`: what begins or ends one. `call`: from module to module, in the process or to another one. */
  kind: z.enum(['http', 'call', 'event', 'statement', 'transaction', 'other']),
  /** Since the first span began. */
  startMs: z.number().min(0),
  durationMs: z.number().min(0),
  failed: z.boolean(),
});
export type SiteSpan = z.infer<typeof SiteSpan>;

/** `GET /lab/api/traces/{requestId}`; spans in the order of their beginnings. 404 where there is none, or not yet. */
export const SiteTrace = z.object({ traceId: z.string(), spans: z.array(SiteSpan) });
export type SiteTrace = z.infer<typeof SiteTrace>;

/** What became of the requests for a seat in one second. */
export const RaceSecond = z.object({
  /** From 0 on. */
  second: z.int().min(0),
  accepted: z.int().min(0),
  /** A decision of the system: mostly that the section is full. */
  refused: z.int().min(0),
  /** 5xx, no answer in time, connection lost. */
  failed: z.int().min(0),
  /** From request to answer, of those accepted and refused; 0 where there were none. */
  p50Ms: z.number().min(0),
  p99Ms: z.number().min(0),
  /** As the system shows it at the end of the second. */
  seatsTaken: z.int().min(0),
});
export type RaceSecond = z.infer<typeof RaceSecond>;

/** A variant in a race. */
export const RaceLane = z.object({
  variant: SiteVariant,
  seconds: z.array(RaceSecond),
  /** Of all seconds together. */
  accepted: z.int().min(0),
  refused: z.int().min(0),
  failed: z.int().min(0),
  p50Ms: z.number().min(0).optional(),
  p99Ms: z.number().min(0).optional(),
  /** Seats that were given though there were none: while it runs by what the variant shows, at the end by the roster. */
  oversold: z.int().min(0),
});
export type RaceLane = z.infer<typeof RaceLane>;

/** `GET /lab/api/race`: server-sent events `race`, the last one at once and one each second while a race runs. */
export const Race = z.object({
  state: z.enum(['none', 'preparing', 'running', 'finished', 'failed']),
  /** A sentence on what is being done, or on what went wrong. */
  message: z.string().optional(),
  seats: z.int().min(0),
  students: z.int().min(0),
  startedAt: z.iso.datetime().optional(),
  lanes: z.array(RaceLane),
});
export type Race = z.infer<typeof Race>;

/** `POST /lab/api/control/kill`, `hang`, `resume`, `start`. */
export const ProcessOrder = z.strictObject({ process: z.string().min(1) });
export type ProcessOrder = z.infer<typeof ProcessOrder>;

/** `POST /lab/api/control/scale`. */
export const ScaleOrder = z.strictObject({ part: z.string().min(1), copies: z.int().min(1).max(20) });
export type ScaleOrder = z.infer<typeof ScaleOrder>;

/** `POST /lab/api/control/race`: 202 with the {@link Race}, 409 while one runs. */
export const RaceOrder = z.strictObject({
  /** Each signs in first, which is dear: a password takes the server some 50 ms of computing. */
  students: z.int().min(2).max(200).default(100),
  seats: z.int().min(1).max(200).default(30),
});
export type RaceOrder = z.infer<typeof RaceOrder>;
