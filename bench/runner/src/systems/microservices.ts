import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '../data/check.ts';
import { microserviceHolders } from '../data/holders.ts';
import { studentNumber } from '../data/names.ts';
import { quiet } from '../data/quiet.ts';
import { reset } from '../data/reset.ts';
import { generateLoad } from '../load/generate-load.ts';
import type { Load } from '../load/load.ts';
import type { HttpTarget } from '../load/order.ts';
import type { Stage } from '../machine/stage.ts';
import { percentilesOf } from '../report/statistics.ts';
import { roundOf } from './http-round.ts';
import type { BenchSystem, Round } from './system.ts';

/** The microservices, through Nginx. An acceptance is not final: a round lasts until billing has decided on all. */
export class Microservices implements BenchSystem {
  readonly name = 'microservices';

  constructor(
    private readonly stage: Stage,
    private readonly students: number,
    private readonly target: HttpTarget,
    private readonly signal: AbortSignal,
  ) {}

  async reset(): Promise<void> {
    for (const holder of microserviceHolders(this.stage)) await reset(holder, this.students);
  }

  async run(load: Load): Promise<Round> {
    const sentAtFile = join(this.stage.folder, 'sent-at');
    const order = { load, target: this.target, sentAtFile };
    const outcome = await generateLoad(order, this.stage.folder, this.signal);
    await quiet(microserviceHolders(this.stage), this.signal);
    const confirmed = await this.#confirmations(sentAtFile, outcome.window.beganAt);
    return { ...roundOf(load, outcome), confirmed };
  }

  check({ acceptedInAll, brokenInAll }: Round): Promise<void> {
    return check(microserviceHolders(this.stage), { accepted: acceptedInAll, broken: brokenInAll });
  }

  pids(): Record<string, number> {
    return this.stage.pidsOf('msa');
  }

  /** Of the requests that were sent from `beganAt` on: from when the generator sent one to when enrollment confirmed it. */
  async #confirmations(sentAtFile: string, beganAt: number): Promise<NonNullable<Round['confirmed']>> {
    const file = readFileSync(sentAtFile);
    const sentAt = new Float64Array(file.buffer, file.byteOffset, file.byteLength / 8);
    const { rows } = await this.stage.database('msa_enrollment').query<{ student_id: string; at: number }>(
      `SELECT student_id, extract(epoch FROM updated_at)::float8 * 1000 AS at
       FROM enrollment.enrollment WHERE status = 'confirmed'`,
    );
    const measured = rows
      .map(({ student_id, at }) => ({ sent: sentAt[studentNumber(student_id)]!, at }))
      .filter(({ sent }) => sent >= beganAt);
    const last = measured.reduce((latest, { at }) => Math.max(latest, at), beganAt);
    return {
      perSecond: measured.length === 0 ? 0 : measured.length / ((last - beganAt) / 1000),
      latencyMs: percentilesOf(measured.map(({ sent, at }) => at - sent)),
    };
  }
}
