import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Problem } from '@sugang/contract';
import {
  IdempotencyStore,
  isDomainRefusal,
  replayOf,
  type KeptAnswer,
  type KeyedRequest,
} from '@sugang/idempotency';
import { UnitOfWorkPool } from '@sugang/persistence';
import type { FastifyReply } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { inputOf } from './route-input.ts';
import { routeOf } from './route-metadata.ts';
import { Turns } from './turns.ts';

/**
 * Answers a request with an `Idempotency-Key` once: its work and its answer are one transaction, and a repetition gets
 * the answer that was kept. Several repetitions at once go one after the other.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  readonly #turns = new Turns();

  constructor(
    private readonly store: IdempotencyStore,
    private readonly pool: UnitOfWorkPool,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const { idempotency } = inputOf(routeOf(context.getHandler())!, http.getRequest());
    if (!idempotency) return next.handle();
    const reply = http.getResponse<FastifyReply>();
    const answer = this.#turns.take(idempotency.key, () => this.#once(idempotency, reply, next));
    return from(answer.then((kept) => rendered(kept, reply)));
  }

  #once(request: KeyedRequest, reply: FastifyReply, next: CallHandler): Promise<KeptAnswer> {
    return this.pool.unitOfWork(async () => {
      const claim = (await this.store.claim([request])).get(request.key)!;
      if (claim.kind !== 'fresh') return replayOf(claim);
      const answer = await this.#attempt(reply, next);
      await this.store.keep(new Map([[request.key, answer]]));
      return answer;
    });
  }

  /** In a unit of work of its own, nested: a refusal undoes the work, and is kept nevertheless. */
  async #attempt(reply: FastifyReply, next: CallHandler): Promise<KeptAnswer> {
    try {
      const value: unknown = await this.pool.unitOfWork(() => lastValueFrom(next.handle()));
      const location = reply.getHeader('location') as string | undefined;
      return { value, ...(location && { location }) };
    } catch (error) {
      if (!isDomainRefusal(error)) throw error;
      return { problem: error.toData() };
    }
  }
}

/**
 * What a handler gives for a kept answer, so that the first and each repetition are the same bytes.
 *
 * @throws Problem the kept refusal
 */
export function rendered(answer: KeptAnswer, reply: FastifyReply): unknown {
  if ('problem' in answer) throw new Problem(answer.problem);
  if (answer.location) void reply.header('location', answer.location);
  return answer.value;
}
