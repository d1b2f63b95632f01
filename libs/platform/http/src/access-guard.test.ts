import { describe, expect, it } from '@jest/globals';
import { unavailable } from '@sugang/contract';
import { eventually } from '@sugang/testing';
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { expectProblem, siteFixture } from '../test/site-fixture.ts';
import { claims, jwk, publicKey, tokenOf } from '../test/tokens.ts';
import { AccessTokens, issuerOf, type KeyWithId } from './access-tokens.ts';

const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const unsigned = (header: object, secret?: string) => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part(header)}.${part({ ...claims, exp: Math.floor(Date.now() / 1000) + 60 })}`;
  return `${text}.${secret ? createHmac('sha256', secret).update(text).digest('base64url') : ''}`;
};

let fetches = 0;
let keys: () => Promise<KeyWithId[]> = async () => [jwk];
const tokens = new AccessTokens('msa', () => (fetches++, keys()));
const site = siteFixture(tokens);

describe('access', () => {
  const as = (token: string | undefined, url: string, scheme = 'Bearer') =>
    site.call('GET', url, token === undefined ? {} : { headers: { authorization: `${scheme} ${token}` } });

  it.each([
    ['any', 'student', 200],
    ['any', 'registrar', 200],
    ['student', 'student', 200],
    ['student', 'registrar', 403],
    ['registrar', 'student', 403],
    ['registrar', 'registrar', 200],
  ])('to /api/%s as %s gives %i', async (path, role, status) => {
    const response = await as(tokenOf({ role }), `/api/${path}`);
    if (status === 403) expectProblem(response, 403, 'forbidden');
    else
      expect([response.statusCode, response.json()]).toEqual([
        200,
        { id: 'student-1', role, expiresAt: expect.any(Number) },
      ]);
  });

  it('needs no token where it is public, and takes a bad one there', async () => {
    expect((await as('garbage', '/api/things')).statusCode).toBe(200);
  });

  it('takes the scheme in any case', async () => {
    expect((await as(tokenOf(), '/api/any', 'bearer')).statusCode).toBe(200);
  });

  it.each<[string, () => string | undefined]>([
    ['no token', () => undefined],
    ['an empty token', () => ''],
    ['an expired token', () => tokenOf({ iat: 1_000_000_000 }, { expiresIn: 1_000 })],
    ['a token of the other variant', () => tokenOf({ iss: issuerOf('monolith'), aud: issuerOf('monolith') })],
    ['a token for the other variant', () => tokenOf({ aud: issuerOf('monolith') })],
    ['a token without a role', () => tokenOf({ role: undefined })],
    ['a token of a stranger with our key id', () => tokenOf({}, { key: stranger.privateKey })],
    ['a token of a stranger', () => tokenOf({}, { key: stranger.privateKey, kid: 'theirs' })],
    ['no signature', () => unsigned({ alg: 'none', typ: 'JWT', kid: 'key-1' })],
    [
      'the public key as a secret',
      () =>
        unsigned(
          { alg: 'HS256', typ: 'JWT', kid: 'key-1' },
          publicKey.export({ type: 'spki', format: 'pem' }) as string,
        ),
    ],
    ['a changed payload', () => tokenOf().replace(/\.(.)/, (_, c: string) => `.${c === 'e' ? 'f' : 'e'}`)],
    ['garbage', () => 'garbage'],
    ['dots', () => '...'],
    ['a null header', () => `${Buffer.from('null').toString('base64url')}.e30.x`],
    ['a key id that is no text', () => unsigned({ alg: 'RS256', kid: { a: 1 } })],
    ['a huge token', () => `${tokenOf()}${'A'.repeat(12_000)}`],
  ])('is refused with %s', async (_, token) => {
    const response = await as(token(), '/api/any');
    expectProblem(response, 401, 'unauthenticated');
    expect(response.headers['www-authenticate']).toBe('Bearer');
  });

  it('is refused by another scheme', async () => {
    expectProblem(await as(tokenOf(), '/api/any', 'Basic'), 401, 'unauthenticated');
  });

  it('does not look for keys for each unknown key id', async () => {
    const before = fetches;
    await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        as(tokenOf({}, { key: stranger.privateKey, kid: `kid-${i % 5}` }), '/api/any'),
      ),
    );
    expect(fetches - before).toBeLessThan(5);
    expect((await as(tokenOf(), '/api/any')).statusCode).toBe(200);
  });

  it('looks for a key that came later, and takes what it knows meanwhile', async () => {
    keys = async () => [jwk, { ...stranger.publicKey.export({ format: 'jwk' }), kid: 'key-2' } as KeyWithId];
    const token = tokenOf({}, { key: stranger.privateKey, kid: 'key-2' });
    await eventually('the new key', async () => (await as(token, '/api/any')).statusCode === 200);
    expect((await as(tokenOf(), '/api/any')).statusCode).toBe(200);
  });

  it.each([unavailable('No identity.'), Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })])(
    'is unavailable while the keys are (%#), and comes back',
    async (reason) => {
      let down = true;
      const fresh = new AccessTokens('msa', () => (down ? Promise.reject(reason) : Promise.resolve([jwk])));
      const verify = tokens.verify.bind(tokens);
      tokens.verify = (token) => fresh.verify(token);
      try {
        expectProblem(await as(tokenOf(), '/api/any'), 503, 'unavailable');
        down = false;
        expect((await as(tokenOf(), '/api/any')).statusCode).toBe(200);
      } finally {
        tokens.verify = verify;
      }
    },
  );
});
