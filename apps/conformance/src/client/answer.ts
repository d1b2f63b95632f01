import { expect } from '@jest/globals';
import type { Target } from './target.ts';

/** What came back over HTTP. */
export interface Answer {
  readonly request: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What is sent: `json` is serialised, `body` goes as it is. */
export interface Message {
  headers?: Record<string, string>;
  json?: unknown;
  body?: string | Uint8Array<ArrayBuffer>;
  /** Gives the request up. */
  signal?: AbortSignal;
}

/** Sends one request and checks what holds for every answer of the API. */
export async function exchange(
  target: Target,
  method: string,
  path: string,
  message: Message = {},
): Promise<Answer> {
  const json = message.json !== undefined;
  const response = await fetch(target.url + path, {
    method,
    headers: { ...(json && { 'content-type': 'application/json' }), ...message.headers },
    body: json ? JSON.stringify(message.json) : (message.body ?? null),
    redirect: 'manual',
    signal: message.signal ?? null,
  });
  const answer = {
    request: `${method} ${path.slice(0, 200)}`,
    status: response.status,
    headers: response.headers,
    text: await textOf(response),
  };
  expectRequestId(answer);
  if (answer.status >= 400) expectNoInternals(answer);
  return answer;
}

/** The body; a stream of events has no end, so it is not read. */
async function textOf(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text();
  await response.body?.cancel();
  return '';
}

/** The JSON body; a body that is no JSON fails the test. */
export function jsonOf(answer: Answer): unknown {
  try {
    return JSON.parse(answer.text);
  } catch {
    throw new Error(
      `${answer.request} answered ${answer.status} with no JSON: ${answer.text.slice(0, 200) || '(empty)'}`,
    );
  }
}

function expectRequestId({ request, headers }: Answer): void {
  if (!headers.get('x-request-id')) throw new Error(`${request} was answered without X-Request-Id.`);
}

/** Signs of a stack trace, a database, a library or a host that an error must never show. */
const INTERNALS =
  /\bat \S+ \(\S+:\d+|node_modules|\.[jt]s:\d+|prisma|postgres|syntax error at|ECONNREFUSED|\bupstream\b|\b127\.0\.0\.1:\d+|\w-service\b/i;

function expectNoInternals({ request, text }: Answer): void {
  expect({ request, shown: INTERNALS.exec(text)?.[0] }).toEqual({ request, shown: undefined });
}
