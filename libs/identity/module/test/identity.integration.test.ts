import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { StudentChanged } from '@sugang/identity-contracts';
import { demoStudents } from '@sugang/identity-domain';
import { createDatabase, startPostgres, type TestPostgres } from '@sugang/testing';
import { identityCopy, identitySchema, type IdentityCopy } from './identity-copy.ts';

const PASSWORD = 'let-me-in';

let postgres: TestPostgres;
let url: string;
let copies: [IdentityCopy, IdentityCopy];
let identity: IdentityCopy;

jest.setTimeout(120_000);

beforeAll(async () => {
  postgres = await startPostgres();
  url = await createDatabase(postgres, [identitySchema]);
  copies = [identityCopy(url), identityCopy(url)];
  identity = copies[0];
  await identity.ensureSigningKey.run();
  await identity.seedDemoPeople.run();
});

afterAll(async () => {
  for (const copy of copies ?? []) await copy.pool.end();
  await postgres?.stop();
});

/** Work that has to connect first would come after the work that found a connection, and never meet it. */
async function openAllConnections({ pool }: IdentityCopy): Promise<void> {
  const connections = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
  for (const connection of connections) connection.release();
}

/** Does the same from both copies of the process at once, in turns, and says how each ended: its value, or a problem's code. */
async function atOnce<T>(count: number, work: (copy: IdentityCopy, n: number) => Promise<T>) {
  await Promise.all(copies.map(openAllConnections));
  const ends = await Promise.allSettled(Array.from({ length: count }, (_, n) => work(copies[n % 2]!, n)));
  return ends.map((end) =>
    end.status === 'fulfilled' ? end.value : String((end.reason as { code: string }).code),
  );
}

const signIn = (username: string, password = PASSWORD, copy = identity) =>
  copy.signIn.run({ username, password });
const refresh = (token: string, copy = identity) => copy.refreshSession.run(token);
const outcomesOf = (ends: unknown[]) => ends.map((end) => (typeof end === 'string' ? end : 'ok')).sort();

/** Whether any token of those may still be exchanged. */
async function anyAlive(tokens: string[]): Promise<boolean> {
  for (const token of tokens) if (await refresh(token).catch(() => undefined)) return true;
  return false;
}

describe('a rush of sign-ins', () => {
  it('is taken up to a number, and those beyond are told at once to come again', async () => {
    const narrow = identityCopy(url, url, { SIGN_IN_QUEUE: '2' });
    try {
      const rush = () =>
        Promise.allSettled(Array.from({ length: 5 }, (_, n) => signIn(`s0001${n}`, PASSWORD, narrow)));
      // Also when the first ones are done: each leaves its place, one with a wrong password too.
      for (let time = 0; time < 2; time++) {
        const tooMany = { reason: { code: 'overloaded', status: 503, retryAfterSeconds: 5 } };
        const signedIn = { status: 'fulfilled' };
        expect(await rush()).toMatchObject([signedIn, signedIn, tooMany, tooMany, tooMany]);
        const wrong = signIn('s00010', 'wrong', narrow);
        await expect(wrong).rejects.toMatchObject({ code: 'invalid-credentials' });
      }
    } finally {
      await narrow.pool.end();
    }
  });
});

describe('a session', () => {
  it('gives one new pair when its token is used twice at once, and ends', async () => {
    const { refreshToken } = await signIn('s00001');
    const ends = await atOnce(6, (copy) => refresh(refreshToken, copy));
    expect(outcomesOf(ends)).toEqual([...Array<string>(5).fill('invalid-token'), 'ok']);
    const given = ends.flatMap((end) => (typeof end === 'string' ? [] : [end.refreshToken]));
    expect(await anyAlive(given)).toBe(false);
  });

  it('leaves no token alive when an old one comes again while the newest is exchanged', async () => {
    for (let round = 0; round < 10; round++) {
      const old = await signIn('s00002');
      const newest = await refresh(old.refreshToken);
      const ends = await atOnce(2, (copy, n) =>
        refresh(n === 0 ? newest.refreshToken : old.refreshToken, copy),
      );
      const given = ends.flatMap((end) => (typeof end === 'string' ? [] : [end.refreshToken]));
      expect(await anyAlive(given)).toBe(false);
    }
  });

  it('leaves no token alive when it is signed out while its token is exchanged', async () => {
    for (let round = 0; round < 10; round++) {
      const { refreshToken } = await signIn('s00003');
      const ends = await atOnce(2, async (copy, n) =>
        n === 0 ? (await refresh(refreshToken, copy)).refreshToken : copy.signOut.run(refreshToken),
      );
      expect(ends[1]).toBeUndefined();
      // Either the code of a refusal, which is no token at all, or the new token.
      expect(await anyAlive([ends[0] as string])).toBe(false);
    }
  });

  it('does not end with another one of the same user', async () => {
    const [one, other] = [await signIn('s00004'), await signIn('s00004')];
    await identity.signOut.run(one.refreshToken);
    expect(await anyAlive([one.refreshToken])).toBe(false);
    expect(await anyAlive([other.refreshToken])).toBe(true);
  });

  it('is forgotten with its tokens when it has expired, and others are not', async () => {
    const [expired, alive] = [await signIn('s00005'), await signIn('s00006')];
    const past = { expiresAt: new Date(Date.now() - 1_000) };
    await identity.prisma.session.updateMany({ where: { userId: expired.user.id }, data: past });
    await identity.sessions.prune();
    expect(await identity.prisma.session.count({ where: { userId: expired.user.id } })).toBe(0);
    expect(await anyAlive([expired.refreshToken])).toBe(false);
    expect(await anyAlive([alive.refreshToken])).toBe(true);
  });

  it('stores no token as it is', async () => {
    const { refreshToken } = await signIn('s00007');
    expect(await identity.prisma.refreshToken.count({ where: { hash: refreshToken } })).toBe(0);
  });
});

describe('failed logins', () => {
  it.each(['s00100', 'nobody-of-this-name'])(
    'of %s are ten a minute over both copies, however many come at once',
    async (username) => {
      const ends = await atOnce(30, (copy) => signIn(username, 'wrong', copy));
      expect(ends.filter((end) => end === 'invalid-credentials')).toHaveLength(10);
      expect(ends.filter((end) => end === 'too-many-requests')).toHaveLength(20);
      await expect(signIn(username)).rejects.toMatchObject({ code: 'too-many-requests', status: 429 });
    },
  );

  it('do not stop others, or right logins at once', async () => {
    const ends = await atOnce(20, (copy) => signIn('s00101', PASSWORD, copy));
    expect(new Set(outcomesOf(ends))).toEqual(new Set(['ok']));
  });

  it('are forgotten after a minute', async () => {
    for (let n = 0; n < 10; n++) await signIn('s00102', 'wrong').catch(() => {});
    await identity.pool.query(
      `UPDATE "identity"."failed_login" SET "last_failed_at" = "last_failed_at" - interval '61 seconds',
         "failures" = ARRAY(SELECT t - interval '61 seconds' FROM unnest("failures") AS t)
       WHERE "username" = 's00102'`,
    );
    expect((await signIn('s00102')).user.username).toBe('s00102');
    await identity.failedLogins.prune();
    expect(await identity.prisma.failedLogin.count({ where: { username: 's00102' } })).toBe(0);
  });
});

describe('users', () => {
  it('that are gone are no longer signed in', async () => {
    const { user, refreshToken } = await signIn('s00200');
    expect(await identity.whoAmI.run(user.id)).toEqual(user);
    await identity.prisma.user.delete({ where: { id: user.id } });
    await expect(identity.whoAmI.run(user.id)).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(refresh(refreshToken)).rejects.toMatchObject({ code: 'invalid-token' });
  });

  it('are found by other contexts if they are students', async () => {
    const registrar = await signIn('registrar');
    const [student] = demoStudents(1);
    const found = await identity.studentsByIds.run([student!.id, registrar.user.id, 'unknown']);
    expect(found).toEqual({ students: [{ ...student, version: 1 }] });
  });
});

describe('the demo', () => {
  it('tells of each student once, however often it is seeded', async () => {
    await copies[1].seedDemoPeople.run();
    const { rows } = await identity.pool.query<{ envelope: { type: string; payload: { username: string } } }>(
      'SELECT "envelope" FROM "identity"."outbox"',
    );
    const told = rows.map(({ envelope }) => `${envelope.type} ${envelope.payload.username}`);
    // The student of the test above was deleted, and so is made and told of again.
    const once = demoStudents().map(({ username }) => `${StudentChanged.name} ${username}`);
    expect(told.sort()).toEqual([...once, `${StudentChanged.name} s00200`].sort());
  });

  it('has one signing key, whoever starts next', async () => {
    await copies[1].ensureSigningKey.run();
    expect(await identity.prisma.signingKey.count()).toBe(1);
  });
});
