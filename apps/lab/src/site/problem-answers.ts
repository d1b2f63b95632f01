import { defineProblem, internalError, Problem, problemDocument, tooLarge } from '@sugang/contract';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { CannotRun } from '../runtime/runtime.ts';
import { RaceRuns } from './race/race-track.ts';

const raceRuns = defineProblem('race-runs', 409, 'Another race is under way');

/** The largest body of an order, in bytes. */
const BODY_LIMIT = 16_384;

/** What went wrong, as a problem. The sentence stays: whoever gives orders runs the system, and may read where its logs are. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { message } = error as Error;
  if (error instanceof CannotRun) return new Problem({ code: 'invalid-input', status: 400, detail: message });
  return error instanceof RaceRuns ? raceRuns(message) : internalError(message);
}

/** Answers with a problem (RFC 9457). */
export function sendProblem(response: ServerResponse, problem: Problem): void {
  response
    .writeHead(problem.status, {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(problem.retryAfterSeconds !== undefined && { 'retry-after': String(problem.retryAfterSeconds) }),
    })
    .end(JSON.stringify(problemDocument(problem)));
}

/** Answers with JSON; with nothing but the status where there is nothing to say. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'cache-control': 'no-store',
    ...(body !== undefined && { 'content-type': 'application/json' }),
  });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

/** The body of a request, read as JSON; nothing where it is none. */
export async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is let through unread, so that the sender comes to read why.
    if (size <= BODY_LIMIT) chunks.push(chunk);
  }
  if (size > BODY_LIMIT) throw tooLarge(`An order may hold ${BODY_LIMIT} bytes.`);
  try {
    return JSON.parse(Buffer.concat(chunks).toString()) as unknown;
  } catch {
    return undefined;
  }
}
