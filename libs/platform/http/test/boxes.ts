import { Controller, Inject } from '@nestjs/common';
import {
  defineProblem,
  defineRoute,
  forbidden,
  invalidInput,
  notFound,
  tooManyRequests,
  unavailable,
} from '@sugang/contract';
import { UnitOfWorkPool } from '@sugang/persistence';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Input, Serves, type RequestOf } from '../src/route-decorator.ts';

const full = defineProblem('full', 409, 'It is full');
const odd = defineProblem('odd', 422, 'It is odd');
const refusals = {
  full: full('No room.'),
  odd: odd('One and a half.'),
  'not-found': notFound('No such thing.'),
  invalid: invalidInput([{ path: 'body.text', message: 'is foreign' }]),
  forbidden: forbidden('Not you.'),
  limited: tooManyRequests('Slowly.', 7),
  away: unavailable('A peer is away.', 3),
  defect: new Error('A defect'),
};
type Behaviour = 'made' | keyof typeof refusals;

const access = 'authenticated' as const;
const params = z.object({ box: z.string() });
const Note = z.object({ text: z.string(), behaviour: z.string().optional() });

/** The routes of boxes in which notes are. */
export const routes = {
  write: defineRoute({
    method: 'POST',
    path: '/api/boxes/{box}/notes',
    summary: 'Writes a note',
    access,
    status: 201,
    params,
    body: Note,
    result: z.object({ number: z.number(), id: z.string(), text: z.string() }),
    problems: [full, odd, notFound],
  }),
  close: defineRoute({ method: 'POST', path: '/api/boxes/{box}/close', summary: 'Closes', access, params }),
  own: defineRoute({
    method: 'POST',
    path: '/api/own',
    summary: 'Keeps its answers itself',
    access,
    body: Note,
    result: z.object({ key: z.string().optional() }),
    idempotencyKey: 'handler',
  }),
  open: defineRoute({
    method: 'POST',
    path: '/api/open',
    summary: 'Is for everybody',
    access: 'public',
    body: Note,
    result: z.object({ id: z.string() }),
  }),
  read: defineRoute({ method: 'GET', path: '/api/notes', summary: 'Reads', access, result: z.unknown() }),
};

/** What the handlers of a copy do; a test may hold them up, and see what was called after commits. */
export class Conduct {
  started = 0;
  committed = 0;
  gate: Promise<void> = Promise.resolve();
  /** Overrides the behaviour that a request asks for. */
  behaviour: Behaviour | undefined;
}

/** Serves them. */
@Controller()
export class Boxes {
  constructor(
    @Inject(UnitOfWorkPool) private readonly pool: UnitOfWorkPool,
    @Inject(Conduct) private readonly conduct: Conduct,
  ) {}

  @Serves(routes.write)
  async write(@Input() { body, params: { box }, reply }: RequestOf<typeof routes.write>) {
    this.conduct.started++;
    await this.conduct.gate;
    const id = randomUUID();
    await this.pool.unitOfWork(async () => {
      await this.pool.query('INSERT INTO "shop"."note" VALUES ($1, $2)', [id, body.text]);
      this.pool.afterCommit(() => this.conduct.committed++);
    });
    const behaviour = this.conduct.behaviour ?? ((body.behaviour ?? 'made') as Behaviour);
    if (behaviour !== 'made') throw refusals[behaviour];
    void reply.header('location', `/api/boxes/${box}/notes/${id}`);
    return { number: 0.1 + 0.2, id, text: body.text };
  }
  @Serves(routes.close)
  async close(@Input() { params: { box } }: RequestOf<typeof routes.close>): Promise<void> {
    await this.pool.query('INSERT INTO "shop"."note" VALUES ($1, $2)', [randomUUID(), `closed ${box}`]);
  }
  @Serves(routes.own)
  async own(@Input() { idempotency }: RequestOf<typeof routes.own>) {
    return idempotency ? { key: idempotency.key } : {};
  }
  @Serves(routes.open)
  async open(@Input() _: RequestOf<typeof routes.open>) {
    return { id: randomUUID() };
  }
  @Serves(routes.read)
  async read(): Promise<unknown> {
    return (await this.pool.query('SELECT "text" FROM "shop"."note"')).rows;
  }
}
