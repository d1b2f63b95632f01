import { z } from 'zod';

/** One fault of an input: where it is (`body.credits`, `query.limit`) and what is wrong with it. */
export interface FieldError {
  path: string;
  message: string;
}

/** What travels between processes when an operation refuses: enough to make the same Problem again. */
export const ProblemData = z.object({
  code: z.string(),
  status: z.number().int(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  retryAfterSeconds: z.number().optional(),
});
export type ProblemData = z.infer<typeof ProblemData>;

/**
 * A refusal that a caller can understand and act on. It crosses every seam unchanged: an operation that
 * throws it locally and one that throws it in another process look the same to the consumer, and over HTTP it becomes
 * `application/problem+json` (RFC 9457). Anything else that is thrown is a defect and shows as 500.
 */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly errors?: FieldError[];
  readonly retryAfterSeconds?: number;

  constructor(data: ProblemData) {
    super(data.detail);
    this.name = 'Problem';
    this.code = data.code;
    this.status = data.status;
    if (data.errors) this.errors = data.errors;
    if (data.retryAfterSeconds !== undefined) this.retryAfterSeconds = data.retryAfterSeconds;
  }

  toData(): ProblemData {
    return {
      code: this.code,
      status: this.status,
      detail: this.message,
      ...(this.errors && { errors: this.errors }),
      ...(this.retryAfterSeconds !== undefined && { retryAfterSeconds: this.retryAfterSeconds }),
    };
  }
}

/** A kind of problem that a context declares: call it with the sentence that explains this occurrence. */
export interface ProblemKind {
  (detail: string): Problem;
  readonly code: string;
  readonly status: number;
  readonly title: string;
}

/** Declares a kind of problem; `title` is the same for all of its occurrences. */
export function defineProblem(code: string, status: number, title: string): ProblemKind {
  const kind = (detail: string): Problem => new Problem({ code, status, detail });
  kindsByCode.set(code, Object.assign(kind, { code, status, title }));
  return kindsByCode.get(code)!;
}

const kindsByCode = new Map<string, ProblemKind>();

/** The title of a declared kind, for the HTTP body. */
export const titleOf = (code: string): string => kindsByCode.get(code)?.title ?? code;

/** The kinds that every endpoint may answer with. */
export const unauthenticated = defineProblem('unauthenticated', 401, 'A valid access token is needed');
export const forbidden = defineProblem('forbidden', 403, 'This role may not do that');
export const notFound = defineProblem('not-found', 404, 'There is no such thing');
export const tooLarge = defineProblem('too-large', 413, 'The body is too large');
export const unsupportedMediaType = defineProblem(
  'unsupported-media-type',
  415,
  'The body has the wrong media type',
);
export const idempotencyKeyReused = defineProblem(
  'idempotency-key-reused',
  422,
  'This Idempotency-Key came with another body before',
);
export const internalError = defineProblem('internal', 500, 'Something went wrong on our side');
const invalidInputKind = defineProblem('invalid-input', 400, 'The input is not valid');
const unavailableKind = defineProblem('unavailable', 503, 'A part of the system cannot be reached');
const overloadedKind = defineProblem('overloaded', 503, 'The system is overloaded');
const tooManyRequestsKind = defineProblem('too-many-requests', 429, 'Too many requests');

/** 400 with the list of what is wrong. */
export function invalidInput(errors: FieldError[], detail = 'The input is not valid.'): Problem {
  return new Problem({ code: invalidInputKind.code, status: 400, detail, errors });
}

/** 503: a peer or the database does not answer; try again after `retryAfterSeconds`. */
export function unavailable(detail: string, retryAfterSeconds = 1): Problem {
  return new Problem({ code: unavailableKind.code, status: 503, detail, retryAfterSeconds });
}

/** 503: a bounded queue is full; try again after `retryAfterSeconds`. */
export function overloaded(detail: string, retryAfterSeconds = 1): Problem {
  return new Problem({ code: overloadedKind.code, status: 503, detail, retryAfterSeconds });
}

/** 429: a limit of requests is used up; try again after `retryAfterSeconds`. */
export function tooManyRequests(detail: string, retryAfterSeconds: number): Problem {
  return new Problem({ code: tooManyRequestsKind.code, status: 429, detail, retryAfterSeconds });
}

/** Turns the issues of a zod check into field errors, each path starting with `root`. */
export function fieldErrors(error: z.ZodError, root: string): FieldError[] {
  return error.issues.map((issue) => ({
    path: [root, ...issue.path.map(String)].join('.'),
    message: issue.message,
  }));
}

/** A problem as API clients see it: RFC 9457 `application/problem+json`. */
export const ProblemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type ProblemDocument = z.infer<typeof ProblemDocument>;

/** The document of a problem. */
export function problemDocument(problem: Problem): ProblemDocument {
  return {
    type: `https://sugang.example/problems/${problem.code}`,
    title: titleOf(problem.code),
    status: problem.status,
    detail: problem.message,
    code: problem.code,
    ...(problem.errors && { errors: problem.errors }),
  };
}
