import { bulkhead } from 'cockatiel';
import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** What a hash costs: scrypt's N, r and p. */
type Cost = Required<Pick<ScryptOptions, 'N' | 'r' | 'p'>>;

/** The cost of a hash: about 30 ms and 8 MB on the machines that we measured. */
const FULL: Cost = { N: 2 ** 13, r: 8, p: 1 };

/** A quarter of it. An import of thousands would otherwise take minutes; the first sign-in makes it a full one. */
const INITIAL: Cost = { ...FULL, N: 2 ** 11 };

const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** `$scrypt$ln=13,r=8,p=1$salt$hash`, the PHC string format: a hash says itself how it was made, so that the cost can rise later. */
const FORMAT = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/**
 * One fewer at a time than Node's thread pool has threads. Else whoever needs a thread waits for all the passwords that are queued: a new
 * connection to the database, say, which takes several turns in the pool for its own password. With 150 students signing in again and
 * again such a connection was not there within its five seconds, and the requests that waited for it failed.
 */
const threads = bulkhead(Math.max(1, Number(process.env['UV_THREADPOOL_SIZE'] ?? 4) - 1), Infinity);

/** Checking a password against this takes as long as against a real hash, and no password fits. It stands in for an unknown username. */
export const NOBODYS_PASSWORD_HASH = format(FULL, Buffer.alloc(SALT_BYTES), Buffer.alloc(HASH_BYTES));

/** Hashes a password with a salt of its own. */
export const hashPassword = (password: string): Promise<string> => hashAt(FULL, password);

/** The same at a lower cost, for a password that somebody else gave a user: until they sign in. */
export const hashInitialPassword = (password: string): Promise<string> => hashAt(INITIAL, password);

async function hashAt(cost: Cost, password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return format(cost, salt, await derive(password, salt, HASH_BYTES, cost));
}

/** Whether a hash was made at a lower cost than {@link hashPassword}'s, so that it should be made anew at the next sign-in. */
export function isBelowFullCost(hash: string): boolean {
  return workOf(parse(hash).cost) < workOf(FULL);
}

/**
 * Whether the password is the one that was hashed. A wrong one takes as long whatever the hash cost: the time must not tell
 * whose password was never used.
 *
 * @throws Error where the hash is none of {@link hashPassword}'s
 */
export async function isPasswordOf(hash: string, password: string): Promise<boolean> {
  const { cost, salt, expected } = parse(hash);
  const fits = timingSafeEqual(await derive(password, salt, expected.length, cost), expected);
  const missing = (workOf(FULL) - workOf(cost)) / (cost.N * cost.r);
  if (!fits && missing >= 1) await derive(password, salt, HASH_BYTES, { ...cost, p: Math.floor(missing) });
  return fits;
}

/** scrypt takes time in proportion to this. */
const workOf = ({ N, r, p }: Cost): number => N * r * p;

function parse(hash: string): { cost: Cost; salt: Buffer; expected: Buffer } {
  const parts = FORMAT.exec(hash);
  if (!parts) throw new Error('A stored password hash is broken. Set a new password for this user.');
  const [ln, r, p] = parts.slice(1, 4).map(Number) as [number, number, number];
  const [salt, expected] = parts.slice(4).map((part) => Buffer.from(part, 'base64')) as [Buffer, Buffer];
  return { cost: { N: 2 ** ln, r, p }, salt, expected };
}

function format({ N, r, p }: Cost, salt: Buffer, hash: Buffer): string {
  const [saltText, hashText] = [salt, hash].map((bytes) => bytes.toString('base64').replace(/=+$/, ''));
  return `$scrypt$ln=${Math.log2(N)},r=${r},p=${p}$${saltText}$${hashText}`;
}

/** Runs in Node's thread pool, so other requests go on meanwhile. */
function derive(password: string, salt: Buffer, bytes: number, cost: Cost): Promise<Buffer> {
  // The same text typed on two systems may differ in its bytes.
  const text = password.normalize('NFKC');
  const maxmem = 2 * 128 * (cost.N + cost.p) * cost.r;
  return threads.execute(
    () =>
      new Promise((resolve, reject) => {
        scrypt(text, salt, bytes, { ...cost, maxmem }, (error, hash) =>
          error ? reject(error) : resolve(hash),
        );
      }),
  );
}
