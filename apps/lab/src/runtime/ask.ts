import type { ProcessAnswer, ProcessRequest } from './runtime.ts';

/** How long a process may take for an answer unless it is told otherwise, in milliseconds. */
const usualPatienceMs = 10_000;

/**
 * Asks a process itself, past Nginx.
 *
 * @throws Error in a sentence when no answer comes
 */
export async function askProcess(
  { name, httpAddress }: { readonly name: string; readonly httpAddress: string },
  path: string,
  { method = 'GET', body }: ProcessRequest = {},
  patienceMs = usualPatienceMs,
): Promise<ProcessAnswer> {
  try {
    const answer = await fetch(`${httpAddress}${path}`, {
      method,
      // A connection that is kept would be closed by the next stop, and be used by the request after it.
      headers: { connection: 'close', ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(patienceMs),
    });
    return { status: answer.status, body: await answer.text() };
  } catch (error) {
    throw new Error(`${name} did not answer ${method} ${path}: ${reasonOf(error as Error)}.`, {
      cause: error,
    });
  }
}

/** `fetch` itself only says that it failed. */
function reasonOf({ message, cause }: Error): string {
  const { code, message: deeper } = (cause ?? {}) as NodeJS.ErrnoException;
  return code ?? deeper ?? message;
}
