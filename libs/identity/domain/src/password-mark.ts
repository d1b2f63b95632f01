import { createHmac, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

/**
 * The key of password marks, from a secret that is not in the database. Made slowly: whoever has the database and knows one
 * password could try secrets against its mark.
 */
export const passwordMarkKey = (secret: string): Promise<Buffer> =>
  promisify<string, string, number, Buffer>(scrypt)(secret, 'sugang: marks of imported passwords', 32);

/**
 * A mark by which an import knows at once, without the slow hash, that a user's password is the one that it brought
 * before. Without the key it cannot be tried against guesses, so it weakens no password to whoever reads the database.
 */
export const passwordMark = (key: Buffer, username: string, password: string): string =>
  createHmac('sha256', key)
    .update(JSON.stringify([username, password.normalize('NFKC')]))
    .digest('base64url');
