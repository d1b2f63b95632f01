import { Problem, type ProblemData } from '@sugang/contract';

/** An answer that is kept under a key: what the handler gave, with the `Location` of what it made; or why it refused. */
export type KeptAnswer = { value?: unknown; location?: string } | { problem: ProblemData };

/** What says something of the request or of the moment, not of the work: the same request may well work later. */
const passing = new Set([400, 401, 403, 413, 415, 429]);

/** Whether an error is a refusal by the rules of a context: those are kept like results. */
export const isDomainRefusal = (error: unknown): error is Problem =>
  error instanceof Problem && error.status < 500 && !passing.has(error.status);
