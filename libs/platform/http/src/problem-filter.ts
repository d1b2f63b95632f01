import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import {
  internalError,
  invalidInput,
  notFound,
  Problem,
  problemDocument,
  tooLarge,
  unsupportedMediaType,
} from '@sugang/contract';
import type { Logger } from '@sugang/observability';
import { databaseProblem } from '@sugang/persistence';
import type { FastifyReply } from 'fastify';

/** Answers every error as RFC 9457 `application/problem+json`. What is no problem of a declared kind is a defect: 500, and logged. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const problem = asProblem(error);
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    // The client is gone: nobody to answer, and its broken connection is no fault of ours.
    if (reply.raw.destroyed) return;
    if (problem.status >= 500 && problem !== error) this.logger.error({ err: error }, 'request failed');
    // A stream has begun: nothing is left to answer.
    if (reply.sent) return;
    sendProblem(reply, problem);
  }
}

/** Answers with a problem. */
export function sendProblem(reply: FastifyReply, problem: Problem): void {
  if (problem.retryAfterSeconds !== undefined)
    void reply.header('retry-after', String(problem.retryAfterSeconds));
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
  void reply
    .status(problem.status)
    .type('application/problem+json')
    .send(JSON.stringify(problemDocument(problem)));
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const status = statusOf(error);
  if (status === 404 || status === 405) return notFound('There is nothing at this address.');
  if (status === 413) return tooLarge('The body is larger than this endpoint takes.');
  if (status === 415) return unsupportedMediaType('This endpoint does not take a body of this media type.');
  if (status >= 400 && status < 500)
    return invalidInput([{ path: 'body', message: (error as Error).message }]);
  return databaseProblem(error) ?? internalError('Something went wrong on our side.');
}

/** The status that Nest or Fastify would answer with; 500 for anything else. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : 500;
}
