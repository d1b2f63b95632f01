import { recordAction } from '../../api/action-log.ts';
import { problemFrom, unreachable } from '../../api/problem.ts';
import { sessionOf } from '../../api/session.ts';
import type { Variant } from '../../variant/variant.ts';

/** A file on its way to the API. */
export interface Upload {
  readonly variant: Variant;
  /** From `/api/` on. */
  readonly path: string;
  readonly query?: Record<string, string>;
  readonly file: Blob;
  /** Is told how much of the file has left, from 0 to 1. */
  readonly onProgress: (sent: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Sends a CSV file with the access token, and a new one where that has run out. `fetch` tells nobody how much of a body has left.
 *
 * @throws ApiProblem where it is refused or nobody answers; the signal's reason where it is given up
 */
export async function upload<Report>(request: Upload): Promise<Report> {
  const session = sessionOf(request.variant);
  let response = await send(request, await session.accessToken());
  if (response.status === 401 && (await session.refresh())) {
    response = await send(request, await session.accessToken());
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemFrom(body, response);
  return body as Report;
}

function send(
  { variant, path, query = {}, file, onProgress, signal }: Upload,
  token: string | undefined,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const at = Date.now();
    const log = (requestId?: string | null) =>
      recordAction({
        variant,
        method: 'POST',
        path,
        status: request.status,
        at,
        durationMs: Date.now() - at,
        ...(requestId && { requestId }),
      });
    const giveUp = () => {
      request.abort();
      reject(signal.reason as Error);
    };
    if (signal.aborted) return giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.upload.onload = () => onProgress(1);
    request.onloadend = () => signal.removeEventListener('abort', giveUp);
    request.onload = () => {
      const headers = headersOf(request);
      log(headers.get('x-request-id'));
      resolve(new Response(request.responseText, { status: request.status, headers }));
    };
    request.onerror = () => {
      log();
      reject(unreachable());
    };
    request.open('POST', `/${variant}${path}?${new URLSearchParams(query)}`);
    request.setRequestHeader('content-type', 'text/csv');
    request.setRequestHeader('x-trace', 'on');
    if (token) request.setRequestHeader('authorization', `Bearer ${token}`);
    request.send(file);
  });
}

/** The headers of an answer that the site reads. */
function headersOf(request: XMLHttpRequest): Headers {
  const headers = new Headers();
  for (const name of ['x-request-id', 'retry-after']) {
    const value = request.getResponseHeader(name);
    if (value) headers.set(name, value);
  }
  return headers;
}
