import {
  applyDecorators,
  createParamDecorator,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
  UseInterceptors,
  type ExecutionContext,
} from '@nestjs/common';
import type { Route, ResultOf } from '@sugang/contract';
import type { KeyedRequest } from '@sugang/idempotency';
import type { FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Caller } from './access-tokens.ts';
import { IdempotencyInterceptor } from './idempotency-interceptor.ts';
import { inputOf, type NotedRequest } from './route-input.ts';
import { ROUTE, routeOf } from './route-metadata.ts';

/** What a controller's method gets: the input, checked against the route's schemas, and who calls. */
export interface RequestOf<R extends Route> {
  params: z.output<R['params']>;
  query: z.output<R['query']>;
  /** For a `csv` route the stream of the body. */
  body: R['bodyType'] extends 'csv' ? Readable : z.output<R['body']>;
  /** Who calls. On a route whose access is `public` reading it throws. */
  caller: Caller;
  /** Where it came with an `Idempotency-Key` that the route does not ignore; for a handler that keeps its answers itself. */
  idempotency?: KeyedRequest;
  /** The reply, to set headers on. */
  reply: FastifyReply;
}

type Handler<R extends Route> = (request: RequestOf<R>) => Promise<ResultOf<R>>;

/** Makes a controller's method serve a declared route; its only argument comes from {@link Input}. */
export function Serves<R extends Route>(route: R) {
  const decorate = applyDecorators(
    RequestMapping({ path: route.path.replace(/\{(\w+)\}/g, ':$1'), method: RequestMethod[route.method] }),
    HttpCode(route.status),
    SetMetadata(ROUTE, route),
    ...(route.idempotencyKey === 'kept' ? [UseInterceptors(IdempotencyInterceptor)] : []),
  );
  // Of any type that fits the handler's: a descriptor alone would have to be of exactly that.
  return <Method extends Handler<R>>(
    target: object,
    key: string,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    decorate(target, key, descriptor);
  };
}

/** The checked input of the route that the method serves. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const http = context.switchToHttp();
  const request = http.getRequest<NotedRequest>();
  const route = routeOf(context.getHandler());
  if (!route) throw new Error(`${context.getClass().name}.${context.getHandler().name} serves no route.`);
  return {
    ...inputOf(route, request),
    reply: http.getResponse<FastifyReply>(),
    get caller(): Caller {
      if (!request.caller) throw new Error(`${route.method} ${route.path} is public: it has no caller.`);
      return request.caller;
    },
  };
});
