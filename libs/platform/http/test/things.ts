import { Controller } from '@nestjs/common';
import { defineProblem, defineRoute, PageQuery, unavailable } from '@sugang/contract';
import { currentRequest } from '@sugang/observability';
import { z } from 'zod';
import { cursorsOf, pageFrom } from '../src/cursor.ts';
import { Input, Serves, type RequestOf } from '../src/route-decorator.ts';

const taken = defineProblem('taken', 409, 'It is taken');
const Thing = z.object({ name: z.string().min(1).max(100), count: z.number().int(), tags: z.unknown() });

/** A route of each kind. */
export const routes = {
  create: defineRoute({
    method: 'POST',
    path: '/api/things',
    summary: 'Takes a body',
    access: 'public',
    status: 201,
    body: Thing.partial({ tags: true }),
    result: z.object({ name: z.string(), requestId: z.string().optional() }),
  }),
  list: defineRoute({
    method: 'GET',
    path: '/api/things',
    summary: 'Pages',
    access: 'public',
    query: PageQuery.extend({ q: z.string().optional() }),
    result: z.unknown(),
  }),
  read: defineRoute({
    method: 'GET',
    path: '/api/things/{id}',
    summary: 'Has an entity tag',
    access: 'public',
    params: z.object({ id: z.string() }),
    result: z.object({ id: z.string() }),
    etag: true,
  }),
  remove: defineRoute({
    method: 'DELETE',
    path: '/api/things/{id}',
    summary: 'Gives nothing',
    access: 'public',
  }),
  load: defineRoute({
    method: 'POST',
    path: '/api/import',
    summary: 'Takes a stream',
    access: 'public',
    bodyType: 'csv',
    result: z.object({ bytes: z.number() }),
  }),
  fail: defineRoute({
    method: 'GET',
    path: '/api/fail/{how}',
    summary: 'Fails',
    access: 'public',
    params: z.object({ how: z.string() }),
    result: z.unknown(),
  }),
  any: defineRoute({
    method: 'GET',
    path: '/api/any',
    summary: '',
    access: 'authenticated',
    result: z.unknown(),
  }),
  student: defineRoute({
    method: 'GET',
    path: '/api/student',
    summary: '',
    access: 'student',
    result: z.unknown(),
  }),
  registrar: defineRoute({
    method: 'GET',
    path: '/api/registrar',
    summary: '',
    access: 'registrar',
    result: z.unknown(),
  }),
};

const names = ['a', 'b', 'c'];

/** Serves them. */
@Controller()
export class Things {
  /** How the last import ended: read, or by which error. */
  importEnded: string | undefined;

  @Serves(routes.create)
  async create(@Input() { body }: RequestOf<typeof routes.create>) {
    return { name: body.name, requestId: currentRequest()?.requestId };
  }
  @Serves(routes.list)
  async list(@Input() { query }: RequestOf<typeof routes.list>) {
    const cursors = cursorsOf({ list: 'things', q: query.q }, z.tuple([z.string()]));
    const after = cursors.read(query.cursor)?.[0] ?? '';
    const found = names.filter((name) => name > after).slice(0, query.limit + 1);
    return pageFrom(found, query.limit, (name) => cursors.after([name]));
  }
  @Serves(routes.read)
  async read(@Input() { params }: RequestOf<typeof routes.read>) {
    return { id: params.id };
  }
  @Serves(routes.remove)
  async remove() {}
  @Serves(routes.load)
  async load(@Input() { body }: RequestOf<typeof routes.load>) {
    let bytes = 0;
    try {
      for await (const chunk of body) bytes += (chunk as Buffer).length;
      this.importEnded = 'read';
    } catch (error) {
      this.importEnded = (error as Error).message;
      throw error;
    }
    return { bytes };
  }
  @Serves(routes.fail)
  async fail(@Input() { params }: RequestOf<typeof routes.fail>): Promise<unknown> {
    if (params.how === 'taken') throw taken('Somebody was quicker.');
    if (params.how === 'unavailable') throw unavailable('Later.', 7);
    if (params.how === 'database')
      throw Object.assign(new Error('connect 10.0.0.7'), { code: 'ECONNREFUSED' });
    if (params.how === 'deadlock') throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- a library may throw anything; nothing of it may get out
    if (params.how === 'text') throw 'SELECT secret';
    throw new Error('SELECT secret FROM internals');
  }
  @Serves(routes.any)
  async any(@Input() { caller }: RequestOf<typeof routes.any>) {
    return caller;
  }
  @Serves(routes.student)
  async student(@Input() { caller }: RequestOf<typeof routes.student>) {
    return caller;
  }
  @Serves(routes.registrar)
  async registrar(@Input() { caller }: RequestOf<typeof routes.registrar>) {
    return caller;
  }
}
