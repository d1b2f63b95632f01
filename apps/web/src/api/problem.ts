/** Where a field of the input was wrong, and why. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** A refusal or failure of a request, as RFC 9457 tells it; `unreachable` where no answer of the system came at all. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly code: string,
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly errors: readonly FieldError[] = [],
    /** Seconds after which to try again. */
    readonly retryAfter?: number,
  ) {
    super(detail || title);
  }
}

/** The problem that an answer carries. */
export function problemFrom(body: unknown, response: Response): ApiProblem {
  const { status, headers } = response;
  const retryAfter = Number(headers.get('retry-after')) || undefined;
  if (!isProblem(body)) return unreachable(status, retryAfter);
  const { code, title, detail, errors } = body;
  return new ApiProblem(code, status, title ?? code, detail ?? '', errors ?? [], retryAfter);
}

/** Nobody answered, or somebody on the way who is not the system. */
export const unreachable = (status = 0, retryAfter?: number): ApiProblem =>
  new ApiProblem('unreachable', status, 'unreachable', '', [], retryAfter);

const isProblem = (
  body: unknown,
): body is { code: string; title?: string; detail?: string; errors?: FieldError[] } =>
  typeof body === 'object' && body !== null && typeof (body as { code?: unknown }).code === 'string';

/** Whether the same request may succeed in a moment without anybody doing anything. */
export const isPassing = (error: unknown): boolean =>
  error instanceof ApiProblem &&
  (error.code === 'unreachable' || error.status >= 500 || error.status === 429);
