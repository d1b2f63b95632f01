import { estimate, type Estimate } from '../statistics/estimate.ts';
import { ratioOf, type Ratio } from '../statistics/ratio.ts';
import type { Fact, Mark, Sample, Series } from './experiment.ts';

/** A round: the sample of each arm. */
export type Round = Readonly<Record<string, Sample>>;

/** The samples of all rounds, as verdict rules and charts look at them. */
export class Results {
  constructor(readonly rounds: readonly Round[]) {}

  /** Every value of a figure of an arm, in the order of the rounds; rounds in which it could not be measured are left out. */
  values(arm: string, figure: string): number[] {
    return this.rounds.flatMap((round) => round[arm]?.figures[figure] ?? []);
  }

  /** Whether an arm has a figure at all. */
  has(arm: string, figure: string): boolean {
    return this.values(arm, figure).length > 0;
  }

  /** @throws RangeError if the figure was never measured */
  estimate(arm: string, figure: string): Estimate {
    const values = this.values(arm, figure);
    if (values.length === 0) throw new RangeError(`"${figure}" of "${arm}" was never measured.`);
    return estimate(values);
  }

  /** The median of a figure of an arm. */
  median(arm: string, figure: string): number {
    return this.estimate(arm, figure).median;
  }

  /** How many times as much `left` has of a figure as `right`, by rounds that measured both. */
  ratio(left: string, right: string, figure: string): Ratio {
    const both = this.rounds.filter(
      (round) => round[left]?.figures[figure] !== undefined && round[right]?.figures[figure] !== undefined,
    );
    return ratioOf(
      both.map((round) => round[left]!.figures[figure]!),
      both.map((round) => round[right]!.figures[figure]!),
    );
  }

  /** The curves of an arm in the last round that has any. */
  series(arm: string): readonly Series[] {
    return this.rounds.findLast((round) => round[arm]?.series)?.[arm]?.series ?? [];
  }

  /** The moments to mark in them. */
  marks(arm: string): readonly Mark[] {
    return this.rounds.findLast((round) => round[arm]?.series)?.[arm]?.marks ?? [];
  }

  /** The facts of an arm in the last round that has any. */
  facts(arm: string): readonly Fact[] {
    return this.rounds.findLast((round) => round[arm]?.facts)?.[arm]?.facts ?? [];
  }
}
