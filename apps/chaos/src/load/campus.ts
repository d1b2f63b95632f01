import type { HistoryFile } from '@sugang/verification';
import type { Random } from '../random.ts';
import { RecordedClient } from './recorded-client.ts';
import { VirtualStudent } from './virtual-student.ts';

/** The password of everybody in the demo data. */
const PASSWORD = 'let-me-in';
/** Few seats for many students: sections are full and waited for. */
const SECTIONS = 10;
const SEATS = 5;
/** The hours of a day at which sections begin; fewer than sections, so that some clash. */
const HOURS = ['08', '10', '12', '14', '16', '18'];
const TUITION = 3 * 10_000;

interface Session {
  readonly accessToken: string;
  readonly user: { readonly id: string };
}

/** A term of its own in one variant, with students who want its few seats. */
export class Campus {
  private constructor(private readonly students: readonly VirtualStudent[]) {}

  /** Prepares it through the API of a variant that has the demo data. */
  static async open(
    address: string,
    history: HistoryFile,
    students: number,
    random: Random,
  ): Promise<Campus> {
    const registrar = await login(address, 'registrar');
    const call = (method: string, path: string, body: unknown) =>
      expectSuccess(address, registrar, method, path, body);
    const term = `chaos-${random.int(0, 2 ** 31)}`;
    const registration = [{ opensAt: '2000-01-01T00:00:00.000Z', closesAt: '2100-01-01T00:00:00.000Z' }];
    await call('POST', '/api/terms', { id: term, name: term, registration });
    const sectionIds: string[] = [];
    for (let number = 1; number <= SECTIONS; number++)
      sectionIds.push(((await call('POST', '/api/sections', section(term, number))) as { id: string }).id);

    const members: VirtualStudent[] = [];
    for (let number = 1; number <= students; number++) {
      const session = await login(address, `s${String(number).padStart(5, '0')}`);
      // Some cannot pay for all that they want, so that billing refuses.
      if (number % 3 === 0) await call('PATCH', `/api/accounts/${session.user.id}`, { limit: 3 * TUITION });
      const client = new RecordedClient(address, session.user.id, session.accessToken, history);
      members.push(new VirtualStudent(client, sectionIds, random.fork()));
    }
    return new Campus(members);
  }

  /** Lets all students act while something is done; ends when the last of them has got its answer. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    const stop = new AbortController();
    const acting = Promise.all(this.students.map((student) => student.act(stop.signal)));
    try {
      return await Promise.race([
        work(),
        acting.then(() => Promise.reject(new Error('The students stopped.'))),
      ]);
    } finally {
      stop.abort();
      await acting;
    }
  }
}

const section = (term: string, number: number) => {
  const hour = HOURS[number % HOURS.length]!;
  return {
    term,
    subject: 'CHAOS',
    number: String(number),
    title: `Chaos ${number}`,
    description: '',
    credits: number % 2 === 0 ? { min: 3, max: 3 } : { min: 2, max: 4 },
    capacity: SEATS,
    instructors: [],
    meetings: [{ day: 'MON', start: `${hour}:00`, end: `${hour}:50` }],
    prerequisites: [],
  };
};

async function login(address: string, username: string): Promise<Session> {
  const body = JSON.stringify({ username, password: PASSWORD });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${address}/api/auth/login`, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`${username} cannot sign in: ${await response.text()}`);
  return (await response.json()) as Session;
}

async function expectSuccess(
  address: string,
  { accessToken }: Session,
  method: string,
  path: string,
  body: unknown,
): Promise<unknown> {
  const response = await fetch(address + path, {
    method,
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
  return JSON.parse(text);
}
