import { AsyncLocalStorage } from 'node:async_hooks';
import { z } from 'zod';

/** What is to be noted from now on, and at which step the process dies; without `dieAt` it only notes. */
export const StepPlan = z.strictObject({
  dieAt: z.number().int().min(1).optional(),
  /** Before the step is taken, or after its answer has arrived and before anybody has seen it. */
  when: z.enum(['before', 'after']).default('before'),
});
export type StepPlan = z.output<typeof StepPlan>;

/** So many steps are described; those beyond are counted. */
const MOST_DESCRIBED = 10_000;

const nothing = () => {};

/**
 * The steps by which a process' work leaves it: statements to its database and messages to its peers, in one sequence. Only what
 * requests, calls and events cause is a step; what the process does by itself, such as looking for waiting events, is not.
 */
export class Steps {
  readonly #caused = new AsyncLocalStorage<true>();
  #plan: StepPlan | undefined;
  #count = 0;
  #described: string[] = [];

  /** @param die ends the process; it gets the step at which */
  constructor(private readonly die: (step: string) => void) {}

  /** Forgets the steps so far and begins with the first one. */
  arm(plan: StepPlan): void {
    this.#plan = plan;
    this.#count = 0;
    this.#described = [];
  }

  /** Notes nothing any more; what was noted stays. */
  disarm(): void {
    this.#plan = undefined;
  }

  /** How many there were since the last arming. */
  get count(): number {
    return this.#count;
  }

  /** What they were. */
  get described(): readonly string[] {
    return this.#described;
  }

  /** Runs `work` as caused by somebody: what it does are steps. */
  during<T>(work: () => T): T {
    return this.#caused.run(true, work);
  }

  /**
   * Notes a step that is about to be taken.
   *
   * @returns to be called when its answer has arrived
   */
  take(describe: () => string): () => void {
    const plan = this.#plan;
    if (!plan || !this.#caused.getStore()) return nothing;
    const number = ++this.#count;
    const step = describe();
    if (number <= MOST_DESCRIBED) this.#described.push(step);
    if (number !== plan.dieAt) return nothing;
    const die = () => this.die(`${plan.when} step ${number}, ${step}`);
    if (plan.when === 'after') return die;
    die();
    return nothing;
  }

  /** Takes a step that resolves when its answer has arrived. */
  async taken<T>(describe: () => string, step: () => Promise<T>): Promise<T> {
    const answered = this.take(describe);
    try {
      return await step();
    } finally {
      answered();
    }
  }
}
