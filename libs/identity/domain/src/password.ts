import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** The cost of a new hash: about 30 ms and 8 MB on the machines that we measured. */
const LOG2_ROUNDS = 13;
const BLOCK_SIZE = 8;
const PARALLELISM = 1;

const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** `$scrypt$ln=13,r=8,p=1$salt$hash`, the PHC string format: a hash says itself how it was made, so that the cost can rise later. */
const FORMAT = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Checking a password against this takes as long as against a real hash, and no password fits. It stands in for an unknown username. */
export const NOBODYS_PASSWORD_HASH = format(Buffer.alloc(SALT_BYTES), Buffer.alloc(HASH_BYTES));

/** Hashes a password with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const cost = { N: 2 ** LOG2_ROUNDS, r: BLOCK_SIZE, p: PARALLELISM };
  return format(salt, await derive(password, salt, HASH_BYTES, cost));
}

/**
 * Whether the password is the one that was hashed.
 *
 * @throws Error where the hash is none of {@link hashPassword}'s
 */
export async function isPasswordOf(hash: string, password: string): Promise<boolean> {
  const parts = FORMAT.exec(hash);
  if (!parts) throw new Error('A stored password hash is broken. Set a new password for this user.');
  const [ln, r, p] = parts.slice(1, 4).map(Number) as [number, number, number];
  const [salt, expected] = parts.slice(4).map((part) => Buffer.from(part, 'base64')) as [Buffer, Buffer];
  const actual = await derive(password, salt, expected.length, { N: 2 ** ln, r, p });
  return timingSafeEqual(actual, expected);
}

function format(salt: Buffer, hash: Buffer): string {
  const [saltText, hashText] = [salt, hash].map((bytes) => bytes.toString('base64').replace(/=+$/, ''));
  return `$scrypt$ln=${LOG2_ROUNDS},r=${BLOCK_SIZE},p=${PARALLELISM}$${saltText}$${hashText}`;
}

/** Runs in Node's thread pool, so other requests go on meanwhile. */
function derive(
  password: string,
  salt: Buffer,
  bytes: number,
  cost: Required<Pick<ScryptOptions, 'N' | 'r' | 'p'>>,
): Promise<Buffer> {
  // The same text typed on two systems may differ in its bytes.
  const text = password.normalize('NFKC');
  const maxmem = 2 * 128 * cost.N * cost.r;
  return new Promise((resolve, reject) => {
    scrypt(text, salt, bytes, { ...cost, maxmem }, (error, hash) => (error ? reject(error) : resolve(hash)));
  });
}
