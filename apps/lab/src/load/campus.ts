import { CannotRun } from '../runtime/runtime.ts';
import type { Campus, SignedIn } from './order.ts';

/** So many sign in at a time: a password takes the server some 50 ms of computing. */
const AT_A_TIME = 4;
/** Everybody's in the demo data. */
const PASSWORD = 'let-me-in';

/**
 * Signs students of the demo data in and looks up its sections.
 *
 * @param students how many, from `s00001` on; 2,000 at most
 * @throws CannotRun when the system does not answer as one with demo data
 */
export async function openCampus(address: string, students: number, signal: AbortSignal): Promise<Campus> {
  const sections = await allSections(address, signal);
  if (sections.length === 0) throw new CannotRun(`${address} has no sections; start it with the demo data.`);
  const users: SignedIn[] = [];
  const names = Array.from(
    { length: students },
    (_, index) => `s${String(index + 1).padStart(5, '0')}`,
  ).values();
  await Promise.all(
    Array.from({ length: AT_A_TIME }, async () => {
      for (const username of names) users.push(await signIn(address, username, signal));
    }),
  );
  return { sections, users: users.sort((a, b) => (a.username < b.username ? -1 : 1)) };
}

/**
 * Signs somebody of the demo data in.
 *
 * @throws CannotRun with the answer if it is a refusal
 */
export async function signIn(address: string, username: string, signal: AbortSignal): Promise<SignedIn> {
  const { accessToken, user } = await json<{ accessToken: string; user: { id: string } }>(
    `${address}/api/auth/login`,
    signal,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: PASSWORD }),
    },
  );
  return { id: user.id, username, password: PASSWORD, accessToken };
}

async function allSections(address: string, signal: AbortSignal): Promise<Campus['sections']> {
  const sections: { id: string; term: string; subject: string }[] = [];
  let cursor: string | undefined;
  do {
    const page = await json<{ items: typeof sections; nextCursor?: string }>(
      `${address}/api/sections?limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      signal,
    );
    sections.push(...page.items.map(({ id, term, subject }) => ({ id, term, subject })));
    cursor = page.nextCursor;
  } while (cursor);
  return sections;
}

async function json<Body>(url: string, signal: AbortSignal, init: RequestInit = {}): Promise<Body> {
  const answer = await fetch(url, {
    ...init,
    signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]),
  });
  const text = await answer.text();
  if (!answer.ok)
    throw new CannotRun(
      `${init.method ?? 'GET'} ${url} was answered ${answer.status}: ${text.slice(0, 300)}`,
    );
  return JSON.parse(text) as Body;
}
