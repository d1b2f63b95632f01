import { readFileSync } from 'node:fs';
import { check } from '../data/check.ts';
import { monolithHolder } from '../data/holders.ts';
import { reset } from '../data/reset.ts';
import type { CeilingName } from '../enrol/options.ts';
import { generateLoad } from '../load/generate-load.ts';
import { sectionCount, type Load } from '../load/load.ts';
import { runPgbench, type Pgbench } from '../load/pgbench.ts';
import type { Stage } from '../machine/stage.ts';
import { roundOf } from './http-round.ts';
import type { BenchSystem, Round } from './system.ts';

/** Postgres alone: one function call for each request. It works in the monolith's database, on the same tables. */
export class Ceiling implements BenchSystem {
  constructor(
    readonly name: CeilingName,
    private readonly stage: Stage,
    private readonly students: number,
    /** Nothing where there is no pgbench: then `pg` calls. */
    private readonly pgbench: Pgbench | undefined,
    private readonly signal: AbortSignal,
  ) {}

  /** Makes the function. */
  async prepare(): Promise<void> {
    const sql = readFileSync(new URL('../../sql/ceiling.sql', import.meta.url), 'utf8');
    await this.stage.database('monolith').query(sql);
  }

  reset(): Promise<void> {
    return reset(monolithHolder(this.stage), this.students);
  }

  async run(load: Load): Promise<Round> {
    const databaseUrl = this.stage.databaseUrl('monolith');
    const seatsFirst = this.name === 'ceiling-in-order';
    if (this.pgbench)
      return runPgbench(
        this.pgbench,
        { load, databaseUrl, seatsFirst, sectionCount, folder: this.stage.folder },
        this.signal,
      );
    const target = { kind: 'sql', databaseUrl, seatsFirst } as const;
    return roundOf(load, await generateLoad({ load, target }, this.stage.folder, this.signal), 'pg');
  }

  check({ acceptedInAll, brokenInAll }: Round): Promise<void> {
    return check([monolithHolder(this.stage)], { accepted: acceptedInAll, broken: brokenInAll });
  }

  pids(): Record<string, number> {
    return { postgres: this.stage.pidOf('postgres') };
  }
}
