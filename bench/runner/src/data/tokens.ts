import { generateKeyPair } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import type pg from 'pg';

/** Signatures take a minute; a day's benchmarks share them. */
const cacheHours = 24;
const validHours = 2 * cacheHours;

/** The key that a batch of tokens is signed with. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: string;
}

/** What a worker that signs is told. */
export interface SigningJob extends SigningKey {
  readonly issuer: string;
  readonly expiresInMs: number;
  /** Numbers of students, the last one too. */
  readonly first: number;
  readonly last: number;
}

/** Where tokens are kept between benchmarks; nobody else may read them. */
function cacheFolder(): string {
  const folder = join(tmpdir(), `sugang-bench-tokens-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** The key of the benchmark, made the first time and then kept as long as its tokens. */
export async function benchKey(): Promise<SigningKey> {
  const file = join(cacheFolder(), 'key.json');
  if (isFresh(file)) return JSON.parse(readFileSync(file, 'utf8')) as SigningKey;
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2_048 });
  const key = {
    kid: `bench-${Date.now()}`,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
  keep(file, JSON.stringify(key));
  return key;
}

/** Puts the key among identity's own: what it signs is as good as what identity signs. */
export async function installKey(identity: pg.Pool, { kid, privateKey }: SigningKey): Promise<void> {
  await identity.query(
    `INSERT INTO identity.signing_key (kid, private_key, created_at) VALUES ($1, $2, '2000-01-01') ON CONFLICT DO NOTHING`,
    [kid, privateKey],
  );
}

/** A file with a token for each student, one on each line, and perhaps for more. What is missing is signed now. */
export async function tokensFile(
  variant: 'monolith' | 'msa',
  key: SigningKey,
  students: number,
  say: (line: string) => void,
): Promise<string> {
  const file = join(cacheFolder(), `${key.kid}-${variant}.txt`);
  const kept = existsSync(file) ? readFileSync(file, 'latin1').split('\n') : [];
  const missing = students - kept.length;
  if (missing <= 0) return file;
  say(`Signing ${missing} tokens for the ${variant}; they are kept for today's benchmarks`);
  const workers = availableParallelism();
  const share = Math.ceil(missing / workers);
  const parts = await Promise.all(
    Array.from({ length: workers }, (_, index) =>
      sign({
        ...key,
        issuer: `sugang-${variant}`,
        expiresInMs: validHours * 3_600_000,
        first: kept.length + 1 + index * share,
        last: Math.min(students, kept.length + (index + 1) * share),
      }),
    ),
  );
  keep(file, [...kept, ...parts.flat()].join('\n'));
  return file;
}

function sign(job: SigningJob): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./sign-tokens.js', import.meta.url), { workerData: job });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

const isFresh = (file: string): boolean =>
  existsSync(file) && Date.now() - statSync(file).mtimeMs < cacheHours * 3_600_000;

function keep(file: string, content: string): void {
  writeFileSync(`${file}.${process.pid}`, content, { mode: 0o600 });
  renameSync(`${file}.${process.pid}`, file);
}
