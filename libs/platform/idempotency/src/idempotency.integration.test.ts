import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Problem } from '@sugang/contract';
import { UnitOfWorkPool } from '@sugang/persistence';
import { createDatabase, eventually, startPostgres, type TestPostgres } from '@sugang/testing';
import { randomUUID } from 'node:crypto';
import {
  idempotencyMigrations,
  IdempotencyStore,
  isDomainRefusal,
  keyedRequest,
  type Claim,
} from './index.ts';

// A machine that does much else at once is slow; no test depends on it.
jest.setTimeout(30_000);

/** A copy of a process: a pool and a store of its own. */
class Copy {
  readonly pool: UnitOfWorkPool;
  readonly store: IdempotencyStore;

  constructor(connectionString: string) {
    this.pool = new UnitOfWorkPool({ connectionString, max: 4 });
    this.store = new IdempotencyStore('shop', this.pool);
  }

  /** Claims, and keeps an answer for each key that is fresh. */
  async claim(...requests: ReturnType<typeof request>[]): Promise<Claim[]> {
    return this.pool.unitOfWork(async () => {
      const claims = await this.store.claim(requests);
      const fresh = requests.filter(({ key }) => claims.get(key)!.kind === 'fresh');
      await this.store.keep(new Map(fresh.map(({ key }) => [key, { value: `answer to ${key}` }])));
      return requests.map(({ key }) => claims.get(key)!);
    });
  }

  /** Claims, and then waits in the transaction until the test lets it commit, or makes it fail. */
  async hold(requests: ReturnType<typeof request>[]) {
    let commit!: () => void;
    let fail!: (error: Error) => void;
    const end = new Promise<void>((resolve, reject) => ([commit, fail] = [resolve, reject]));
    let process = 0;
    const done = this.pool.unitOfWork(async () => {
      await this.store.claim(requests);
      const { rows } = await this.pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      process = rows[0]!.pid;
      await end;
      await this.store.keep(new Map(requests.map(({ key }) => [key, { value: 'held' }])));
    });
    await eventually('the claim', () => process > 0);
    return {
      commit,
      fail,
      done: done.then(
        () => 'committed',
        (error: Error) => error.message,
      ),
      process,
    };
  }
}

const request = (key = randomUUID(), body: unknown = { amount: 1 }) => keyedRequest([key], body);

describe('kept answers', () => {
  let server: TestPostgres;
  let database: string;
  let admin: UnitOfWorkPool;
  let here: Copy;
  let elsewhere: Copy;

  beforeAll(async () => {
    server = await startPostgres();
    database = await createDatabase(server, [{ context: 'shop', folders: [idempotencyMigrations] }]);
    const url = new URL(server.adminUrl);
    url.pathname = new URL(database).pathname;
    admin = new UnitOfWorkPool({ connectionString: url.href });
  }, 120_000);
  afterAll(async () => {
    await admin.end();
    await server.stop();
  }, 60_000);
  beforeEach(() => {
    here = new Copy(database);
    elsewhere = new Copy(database);
  });
  afterEach(async () => {
    await here.pool.end();
    await elsewhere.pool.end();
  });

  /** Waits until so many transactions wait for another one. */
  const waiting = (count: number) =>
    eventually(`${count} to wait`, async () => {
      const { rows } = await admin.query<{ count: number }>(
        `SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rows[0]!.count === count;
    });
  const age = (key: string, interval: string) =>
    admin.query(`UPDATE "shop"."idempotency" SET "created_at" = now() - $2::interval WHERE "key" = $1`, [
      key,
      interval,
    ]);

  it('are given again, as they were', async () => {
    const one = request();
    const answer = { value: { b: 1, a: ['\0', '\ud800', 1e21, '한'] }, location: '/api/things/1' };
    await here.pool.unitOfWork(async () => {
      await here.store.claim([one]);
      await here.store.keep(new Map([[one.key, answer]]));
    });
    const [claim] = await elsewhere.claim(one);
    expect(JSON.stringify(claim)).toBe(JSON.stringify({ kind: 'replay', answer }));
  });

  it('are for the same body alone', async () => {
    const key = randomUUID();
    await here.claim(request(key, { amount: 1 }));
    expect(await elsewhere.claim(request(key, { amount: 2 }))).toEqual([{ kind: 'reused' }]);
    expect(await elsewhere.claim(request(key, { amount: 1 }))).toMatchObject([{ kind: 'replay' }]);
  });

  it('are found for some of a batch, each for its own request', async () => {
    const [old, other] = [request(), request()];
    await here.claim(old);
    const reused = { ...other, fingerprint: 'another' };
    await here.claim(other);
    expect(await elsewhere.claim(request(), old, reused, request())).toEqual([
      { kind: 'fresh' },
      { kind: 'replay', answer: { value: `answer to ${old.key}` } },
      { kind: 'reused' },
      { kind: 'fresh' },
    ]);
    expect(await elsewhere.claim()).toEqual([]);
  });

  it('are not there when the work was rolled back', async () => {
    const one = request();
    await expect(
      here.pool.unitOfWork(async () => {
        await here.store.claim([one]);
        await here.store.keep(new Map([[one.key, { value: 1 }]]));
        throw new Error('The work failed.');
      }),
    ).rejects.toThrow('The work failed.');
    expect(await elsewhere.claim(one)).toEqual([{ kind: 'fresh' }]);
  });

  it('are waited for while the first is under way, in another process too', async () => {
    const one = request();
    const first = await here.hold([one]);
    const second = elsewhere.claim(one);
    await waiting(1);
    first.commit();
    expect(await second).toEqual([{ kind: 'replay', answer: { value: 'held' } }]);
    expect(await first.done).toBe('committed');
  });

  it('are made by the second when the first rolls back', async () => {
    const one = request();
    const first = await here.hold([one]);
    const second = elsewhere.claim(one);
    await waiting(1);
    first.fail(new Error('The work failed.'));
    expect(await second).toEqual([{ kind: 'fresh' }]);
    expect(await first.done).toBe('The work failed.');
  });

  it('are made by the second when the process of the first dies', async () => {
    const one = request();
    const first = await here.hold([one]);
    const second = elsewhere.claim(one);
    await waiting(1);
    await admin.query('SELECT pg_terminate_backend($1)', [first.process]);
    expect(await second).toEqual([{ kind: 'fresh' }]);
    first.commit();
    expect(await first.done).not.toBe('committed');
    expect(await here.claim(one)).toEqual([{ kind: 'replay', answer: { value: `answer to ${one.key}` } }]);
  });

  it('are fresh again where the first committed without one', async () => {
    const one = request();
    await here.pool.unitOfWork(() => here.store.claim([one]));
    expect(await elsewhere.claim({ ...one, fingerprint: 'another' })).toEqual([{ kind: 'fresh' }]);
    expect(await elsewhere.claim(one)).toEqual([{ kind: 'reused' }]);
  });

  it('are not given after 24 hours, pruned or not', async () => {
    const [old, young] = [request(), request()];
    await here.claim(old, young);
    await age(young.key, '23 hours 59 minutes');
    await age(old.key, '24 hours');
    expect(await elsewhere.claim(old, young)).toMatchObject([{ kind: 'fresh' }, { kind: 'replay' }]);
    expect(await elsewhere.claim(old)).toMatchObject([{ kind: 'replay' }]);
  });

  it('are made once by those who find one that is too old at the same time', async () => {
    const one = request();
    await here.claim(one);
    await age(one.key, '2 days');
    const first = await here.hold([one]);
    const second = elsewhere.claim(one);
    await waiting(1);
    first.commit();
    expect(await second).toEqual([{ kind: 'replay', answer: { value: 'held' } }]);
  });

  it('are pruned after 24 hours', async () => {
    const [old, young] = [request(), request()];
    await here.claim(old, young);
    await age(old.key, '25 hours');
    await here.store.prune();
    const { rows } = await admin.query('SELECT 1 FROM "shop"."idempotency" WHERE "key" = ANY($1)', [
      [old.key, young.key],
    ]);
    expect(rows).toHaveLength(1);
  });

  it('can be pruned while they stand in the way', async () => {
    const one = request();
    await here.claim(one);
    await age(one.key, '25 hours');
    // The second sees the row when it inserts, and waits for the one that deletes it.
    const second = await here.pool.unitOfWork(async () => {
      await here.pool.query('DELETE FROM "shop"."idempotency" WHERE "key" = $1', [one.key]);
      const claims = elsewhere.claim(one);
      await waiting(1);
      return { claims };
    });
    expect(await second.claims).toEqual([{ kind: 'fresh' }]);
  });

  it('are claimed in the order of the keys, whatever the order of the batch', async () => {
    const [low, high] = [request(), request()].sort((one, other) => (one.key < other.key ? -1 : 1));
    const first = await here.hold([low!]);
    const batch = elsewhere.claim(high!, low!);
    await waiting(1);
    // Were the high one claimed before the low one, this would wait for the batch.
    expect(await here.claim(high!)).toEqual([{ kind: 'fresh' }]);
    first.commit();
    expect(await batch).toMatchObject([{ kind: 'replay' }, { kind: 'replay' }]);
  });

  it('never lock batches against each other', async () => {
    const requests = Array.from({ length: 20 }, () => request());
    const batches = [requests, requests.toReversed(), requests.toSorted(), requests.slice(5).reverse()];
    for (const round of [1, 2]) {
      const claims = await Promise.all(
        batches.map((batch, index) => (index % 2 ? here : elsewhere).claim(...batch)),
      );
      const fresh = claims.flat().filter(({ kind }) => kind === 'fresh');
      expect({ round, fresh: fresh.length }).toEqual({ round, fresh: 20 });
      for (const { key } of requests) await age(key, '2 days');
    }
  });

  it('need a unit of work, and each key once', async () => {
    await expect(here.store.claim([request()])).rejects.toThrow('must be claimed in a unit of work');
    const one = request();
    await expect(here.claim(one, one)).rejects.toThrow('only once');
  });
});

describe('what is kept', () => {
  const problem = (status: number) => new Problem({ code: 'some', status, detail: 'Some.' });

  it.each([404, 409, 422])('is a refusal by the rules (%i)', (status) => {
    expect(isDomainRefusal(problem(status))).toBe(true);
  });

  it.each([400, 401, 403, 413, 415, 429, 500, 503])('is not what may pass (%i)', (status) => {
    expect(isDomainRefusal(problem(status))).toBe(false);
  });

  it('is no defect', () => {
    expect(isDomainRefusal(new Error('A defect'))).toBe(false);
  });
});
