import { expect } from '@jest/globals';
import type { ResultOf, Route } from '@sugang/contract';
import { identityRoutes } from '@sugang/identity-contracts';
import type { TokenPair, User } from '@sugang/identity-contracts';
import type { z } from 'zod';
import { exchange, jsonOf } from './answer.ts';
import type { Answer, Message } from './answer.ts';
import { expectProblem } from './problem.ts';
import type { ProblemBody } from './problem.ts';
import type { Target } from './target.ts';

/** What a call of a route takes. */
export interface Input<R extends Route> {
  params?: z.input<R['params']>;
  query?: z.input<R['query']>;
  body?: z.input<R['body']>;
  headers?: Record<string, string>;
}

/** Somebody who calls a target: anonymous, or with the session of a login. */
export class Client {
  constructor(
    readonly target: Target,
    readonly session?: TokenPair,
  ) {}

  /** Signs in. */
  static async login(target: Target, username: string, password: string): Promise<Client> {
    const session = await new Client(target).call(identityRoutes.login, { body: { username, password } });
    return new Client(target, session);
  }

  /** Who is signed in. */
  get user(): User {
    if (!this.session) throw new Error('This client is not signed in.');
    return this.session.user;
  }

  /** Sends any request, as it is, with the token of the session. */
  send(method: string, path: string, message: Message = {}): Promise<Answer> {
    const authorization = this.session && { authorization: `Bearer ${this.session.accessToken}` };
    return exchange(this.target, method, path, {
      ...message,
      headers: { ...authorization, ...message.headers },
    });
  }

  /** Calls a route and leaves the judgement of the answer to the test. */
  request<R extends Route>(route: R, input: Input<R> = {}): Promise<Answer> {
    return this.send(route.method, pathOf(route, input), {
      ...(input.body !== undefined && { json: input.body }),
      ...(input.headers && { headers: input.headers }),
    });
  }

  /** Calls a route, expects success in exactly the declared shape, and answers the result. */
  async call<R extends Route>(route: R, input: Input<R> = {}): Promise<ResultOf<R>> {
    return resultOf(route, await this.request(route, input));
  }

  /** Calls a route and expects this refusal. */
  async refused<R extends Route>(
    route: R,
    input: Input<R>,
    status: number,
    code: string,
  ): Promise<ProblemBody> {
    return expectProblem(await this.request(route, input), status, code);
  }
}

/** The result in an answer: the declared status and shape, and not one field more. */
export function resultOf<R extends Route>(route: R, answer: Answer): ResultOf<R> {
  if (answer.status !== route.status)
    throw new Error(`${answer.request} answered ${answer.status}: ${answer.text.slice(0, 300)}`);
  if (route.status === 204) {
    expect(answer.text).toBe('');
    return undefined as ResultOf<R>;
  }
  expect(answer.headers.get('content-type')).toMatch(/^application\/json(;|$)/);
  const sent = jsonOf(answer);
  const result = route.result.parse(sent);
  // zod leaves unknown fields out, so an extra field shows here as a difference.
  expect(sent).toEqual(result);
  return result as ResultOf<R>;
}

function pathOf<R extends Route>(route: R, input: Input<R>): string {
  const params = (input.params ?? {}) as Record<string, string>;
  const query = Object.entries((input.query ?? {}) as Record<string, unknown>)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]): [string, string] => [name, String(value)]);
  const path = fillPath(route, (name) => encodeURIComponent(params[name] ?? ''));
  return query.length > 0 ? `${path}?${new URLSearchParams(query)}` : path;
}

/** The path of a route with its parameters filled in; `fill` gives them as they are to be sent. */
export function fillPath(route: Route, fill: (name: string) => string): string {
  return route.path.replace(/\{(\w+)\}/g, (_, name: string) => fill(name));
}
