import fc from 'fast-check';
import { plans } from './plans.ts';
import type { Plan } from './plans.ts';

/** How long and from where to look. */
export interface Exploration {
  readonly runs: number;
  /** The same seed makes the same plans. */
  readonly seed?: number | undefined;
  /** After so long no new plan is begun. */
  readonly withinMs?: number;
}

/** What looking for a counterexample came to. */
export interface Finding {
  readonly runs: number;
  readonly seed: number;
  /** The shortest plan that was found to fail. */
  readonly counterexample?: Plan | undefined;
  /** What happened in it, step by step. */
  readonly report?: string | undefined;
  /** What happened when a plan failed for the first time, as long as that plan was. */
  readonly firstReport?: string | undefined;
}

/** Making a counterexample shorter ends after so long, however short it is. */
const SHORTEN_WITHIN_MS = 60_000;

/** Runs random plans until one fails, and makes that one as short as it can. */
export async function explore(
  run: (plan: Plan) => Promise<void>,
  { runs, seed, withinMs = Infinity }: Exploration,
): Promise<Finding> {
  let firstReport: string | undefined;
  const noted = (plan: Plan) =>
    run(plan).catch((failure: unknown) => {
      firstReport ??= messageOf(failure);
      throw failure;
    });
  const result = await fc.check(
    fc.asyncProperty(plans, (plan) => noted(plan)),
    {
      numRuns: runs,
      ...(seed !== undefined && { seed }),
      ...(withinMs < Infinity && { interruptAfterTimeLimit: withinMs }),
    },
  );
  const found = { runs: result.numRuns, seed: result.seed };
  if (!result.counterexample) return found;
  const shortest = await shortened(result.counterexample[0], run, Date.now() + SHORTEN_WITHIN_MS);
  return { ...found, ...shortest, report: shortest.report ?? messageOf(result.errorInstance), firstReport };
}

/** Leaves out step after step, as long as what remains still fails: fast-check leaves some out only together. */
async function shortened(
  plan: Plan,
  run: (plan: Plan) => Promise<void>,
  deadline: number,
): Promise<{ counterexample: Plan; report?: string }> {
  let shortest: { counterexample: Plan; report?: string } = { counterexample: plan };
  for (let index = plan.steps.length - 1; index >= 0 && Date.now() < deadline; index--) {
    const shorter = { ...plan, steps: shortest.counterexample.steps.toSpliced(index, 1) };
    const failure = await run(shorter).then(
      () => undefined,
      (reason: unknown) => messageOf(reason),
    );
    if (failure !== undefined) shortest = { counterexample: shorter, report: failure };
  }
  return shortest;
}

const messageOf = (failure: unknown): string =>
  failure instanceof Error ? failure.message : String(failure);
