import type { z } from 'zod';

/**
 * An operation that a context offers to others: bulk first, so that a network seam stays bearable. Inputs and outputs
 * are JSON values (instants as ISO strings), so that a local and a remote call cannot differ.
 */
export interface Operation<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> {
  readonly input: In;
  readonly output: Out;
  /** What it does, for the documentation. */
  readonly summary: string;
  /** Whether a second call with the same input is harmless; only then is a failed call repeated. */
  readonly idempotent: boolean;
  /** How long a remote caller waits, in milliseconds, over all attempts. */
  readonly deadlineMs: number;
}

/** Declares an operation. The deadline is two seconds unless said otherwise. */
export function operation<In extends z.ZodType, Out extends z.ZodType>(declaration: {
  summary: string;
  input: In;
  output: Out;
  idempotent: boolean;
  deadlineMs?: number;
}): Operation<In, Out> {
  return { deadlineMs: 2_000, ...declaration };
}

export type Operations = Readonly<Record<string, Operation>>;

/** What a context offers to the others, by name. */
export interface Contract<Ops extends Operations = Operations> {
  readonly context: string;
  readonly operations: Ops;
}

/** Declares what `context` offers. */
export function defineContract<Ops extends Operations>(context: string, operations: Ops): Contract<Ops> {
  return { context, operations };
}

/** The typed face of a contract: what a consumer calls, and what the owner implements. */
export type ClientOf<C extends Contract> = {
  [Name in keyof C['operations']]: (
    input: z.input<C['operations'][Name]['input']>,
  ) => Promise<z.output<C['operations'][Name]['output']>>;
};
