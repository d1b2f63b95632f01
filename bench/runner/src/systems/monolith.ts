import { check } from '../data/check.ts';
import { monolithHolder } from '../data/holders.ts';
import { quiet } from '../data/quiet.ts';
import { reset } from '../data/reset.ts';
import { generateLoad } from '../load/generate-load.ts';
import type { Load } from '../load/load.ts';
import type { HttpTarget } from '../load/order.ts';
import type { Stage } from '../machine/stage.ts';
import { roundOf } from './http-round.ts';
import type { BenchSystem, Round } from './system.ts';

/** The modular monolith, through Nginx. */
export class Monolith implements BenchSystem {
  readonly name = 'monolith';

  constructor(
    private readonly stage: Stage,
    private readonly students: number,
    private readonly target: HttpTarget,
    private readonly signal: AbortSignal,
  ) {}

  reset(): Promise<void> {
    return reset(monolithHolder(this.stage), this.students);
  }

  async run(load: Load): Promise<Round> {
    const outcome = await generateLoad({ load, target: this.target }, this.stage.folder, this.signal);
    await quiet([monolithHolder(this.stage)], this.signal);
    return roundOf(load, outcome);
  }

  check({ acceptedInAll, brokenInAll }: Round): Promise<void> {
    return check([monolithHolder(this.stage)], { accepted: acceptedInAll, broken: brokenInAll });
  }

  pids(): Record<string, number> {
    return this.stage.pidsOf('monolith');
  }
}
