import { describe, expect, it } from '@jest/globals';
import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import {
  hashInitialPassword,
  hashPassword,
  isBelowFullCost,
  isPasswordOf,
  NOBODYS_PASSWORD_HASH,
} from './password.ts';

describe('a password hash', () => {
  it('fits its password and no other', async () => {
    const hash = await hashPassword('let-me-in');
    expect(await isPasswordOf(hash, 'let-me-in')).toBe(true);
    expect(await isPasswordOf(hash, 'let-me-out')).toBe(false);
    expect(await isPasswordOf(hash, '')).toBe(false);
  });

  it('says how it was made and holds neither the password nor a salt of another hash', async () => {
    const [one, other] = await Promise.all([hashPassword('let-me-in'), hashPassword('let-me-in')]);
    expect(one).toMatch(/^\$scrypt\$ln=13,r=8,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(other);
    expect(one).not.toContain('let-me-in');
  });

  it('is checked at the cost that it names, not at the one of today', async () => {
    // The first test vector of RFC 7914 that has both a password and a salt.
    const hash = Buffer.from(
      'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640',
      'hex',
    );
    const salt = Buffer.from('NaCl');
    const text = `$scrypt$ln=10,r=8,p=16$${salt.toString('base64').replace(/=+$/, '')}$${hash.toString('base64').replace(/=+$/, '')}`;
    expect(await isPasswordOf(text, 'password')).toBe(true);
    expect(await isPasswordOf(text, 'passwort')).toBe(false);
  });

  it('takes the same characters whichever way they were composed', async () => {
    expect(await isPasswordOf(await hashPassword('caf\u00e9'), 'cafe\u0301')).toBe(true);
  });

  it('of nobody fits no password', async () => {
    expect(await isPasswordOf(NOBODYS_PASSWORD_HASH, '')).toBe(false);
    expect(await isPasswordOf(NOBODYS_PASSWORD_HASH, 'let-me-in')).toBe(false);
  });

  it('of nobody costs what a real one costs', async () => {
    const costOf = (hash: string) => hash.split('$').slice(0, 3);
    expect(costOf(NOBODYS_PASSWORD_HASH)).toEqual(costOf(await hashPassword('let-me-in')));
  });

  it('of an initial password is to be made anew, and fits no other password either', async () => {
    const initial = await hashInitialPassword('let-me-in');
    expect(initial).toMatch(/^\$scrypt\$ln=11,r=8,p=1\$/);
    expect([initial, await hashPassword('let-me-in'), NOBODYS_PASSWORD_HASH].map(isBelowFullCost)).toEqual([
      true,
      false,
      false,
    ]);
    expect(await isPasswordOf(initial, 'let-me-in')).toBe(true);
    expect(await isPasswordOf(initial, 'let-me-out')).toBe(false);
  });

  it.each(['', 'let-me-in', '$scrypt$ln=13,r=8,p=1$salt', '$bcrypt$ln=13,r=8,p=1$c2FsdA$aGFzaA'])(
    'that is broken is refused: %j',
    async (hash) => {
      await expect(isPasswordOf(hash, 'let-me-in')).rejects.toThrow('password hash is broken');
    },
  );

  it('leaves a thread to others while many are made', async () => {
    let made = 0;
    const all = Promise.all(Array.from({ length: 40 }, () => hashPassword('let-me-in').then(() => made++)));
    // As a connection to the database does: one short turn in the thread pool after the other.
    for (let turn = 0; turn < 5; turn++) await promisify(pbkdf2)('a password', 'salt', 1, 32, 'sha256');
    expect(made).toBeLessThan(20);
    await all;
  });
});
