/** What can be measured. */
export const systemNames = ['ceiling', 'ceiling-in-order', 'baseline', 'monolith', 'microservices'] as const;
export type SystemName = (typeof systemNames)[number];

/** The ceilings: Postgres alone, with the seats locked last, or in the order that the monolith keeps to. */
export const ceilingNames = ['ceiling', 'ceiling-in-order'] as const satisfies readonly SystemName[];
export type CeilingName = (typeof ceilingNames)[number];

/** Whether it is Postgres alone, which has connections of its own. */
export const isCeiling = (name: SystemName): name is CeilingName =>
  (ceilingNames as readonly SystemName[]).includes(name);

/** How the requests fall on the sections: over all of them, or all on one. */
export const loadNames = ['spread', 'hot'] as const;
export type LoadName = (typeof loadNames)[number];

/** What to measure, and for how long. */
export interface EnrolOptions {
  readonly systems: readonly SystemName[];
  readonly loads: readonly LoadName[];
  /** Numbers of connections, each measured by itself. */
  readonly connections: readonly number[];
  /** How often each cell of the table is measured. */
  readonly rounds: number;
  /** The measured part of a round; without it a round lasts until all students have applied. */
  readonly seconds?: number | undefined;
  /** The part of a round before it, which is not counted. */
  readonly warmUpSeconds: number;
  /** Whether a round of each cell is run first and thrown away. */
  readonly rehearsal: boolean;
  readonly students: number;
  /** How many copies of the monolith stand behind Nginx; one process computes on one core only. */
  readonly monolithCopies: number;
  /** How many connections pgbench has, for both ceilings; nothing means that several are tried and the best is taken. */
  readonly ceilingClients?: number;
}

/** The real measurement. */
export const fullRun: EnrolOptions = {
  systems: systemNames,
  loads: loadNames,
  connections: [64, 256],
  rounds: 3,
  seconds: 8,
  warmUpSeconds: 2,
  rehearsal: true,
  students: 100_000,
  monolithCopies: 1,
};

/** To see in a minute or two whether a change helps. */
export const quickRun: EnrolOptions = {
  ...fullRun,
  systems: ['ceiling', 'ceiling-in-order', 'monolith'],
  connections: [64],
  rounds: 2,
  seconds: 4,
  students: 40_000,
  ceilingClients: 16,
};

/** To see whether the benchmark itself works; its figures mean nothing. */
export const smokeRun: EnrolOptions = {
  ...fullRun,
  connections: [4],
  rounds: 1,
  seconds: undefined,
  warmUpSeconds: 0,
  students: 40,
  rehearsal: false,
  ceilingClients: 2,
};
