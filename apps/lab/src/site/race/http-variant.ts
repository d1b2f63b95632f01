import { CannotRun } from '../../runtime/runtime.ts';
import type { SiteVariant } from '../site-api.ts';
import { HttpStudent } from './http-student.ts';
import type { RacedVariant, RacingStudent } from './raced-variant.ts';

/** Somebody's name and password. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/** A token is not used in its last minute: it has to hold for a whole race. */
const SPARE_SECONDS = 60;

/** The section as all races make it. */
const section = {
  subject: 'RACE',
  number: '1',
  title: 'A seat that everybody wants',
  credits: { min: 1, max: 1 },
};

/** A variant behind its address, raced as its clients use it. */
export class HttpVariant implements RacedVariant {
  readonly #tokens = new Map<string, { readonly token: string; readonly until: number }>();
  #sectionId = '';

  constructor(
    readonly name: SiteVariant,
    private readonly address: string,
    private readonly registrar: Login,
    /** Everybody's in the demo data. */
    private readonly studentsPassword: string,
  ) {}

  async open(seats: number, signal: AbortSignal): Promise<void> {
    const term = await this.#openTerm(signal);
    const made = await this.#send<{ id: string }>('POST', '/api/sections', signal, {
      token: await this.#registrarsToken(signal),
      body: { ...section, term, capacity: seats },
    });
    this.#sectionId = made.id;
  }

  async enter(username: string, signal: AbortSignal): Promise<RacingStudent> {
    const token = await this.#tokenOf({ username, password: this.studentsPassword }, signal);
    return new HttpStudent(this.address, token, this.#sectionId);
  }

  async seatsTaken(signal: AbortSignal): Promise<number> {
    const path = `/api/seats?sectionIds=${this.#sectionId}`;
    const { items } = await this.#send<{ items: { taken: number }[] }>('GET', path, signal);
    return items[0]?.taken ?? 0;
  }

  async enrolled(signal: AbortSignal): Promise<number> {
    const roster = await this.#send<{ enrolled: unknown[] }>(
      'GET',
      `/api/sections/${this.#sectionId}/roster`,
      signal,
      { token: await this.#registrarsToken(signal) },
    );
    return roster.enrolled.length;
  }

  async close(signal: AbortSignal): Promise<void> {
    if (this.#sectionId === '') return;
    const token = await this.#registrarsToken(signal);
    await this.#send('DELETE', `/api/sections/${this.#sectionId}`, signal, { token });
    this.#sectionId = '';
  }

  async #openTerm(signal: AbortSignal): Promise<string> {
    const { items } = await this.#send<{ items: Term[] }>('GET', '/api/terms', signal);
    const now = new Date().toISOString();
    const isOpen = ({ opensAt, closesAt }: Term['registration'][number]) => opensAt <= now && now < closesAt;
    const term = items.find(({ registration }) => registration.some(isOpen));
    if (term) return term.id;
    throw new CannotRun('No term is open for registration, so nobody can race for a seat. Open one first.');
  }

  #registrarsToken(signal: AbortSignal): Promise<string> {
    return this.#tokenOf(this.registrar, signal);
  }

  /** A token is kept as long as it holds: to sign in is what is dear about a race. */
  async #tokenOf({ username, password }: Login, signal: AbortSignal): Promise<string> {
    const known = this.#tokens.get(username);
    if (known && known.until > Date.now()) return known.token;
    const { accessToken, expiresIn } = await this.#send<{ accessToken: string; expiresIn: number }>(
      'POST',
      '/api/auth/login',
      signal,
      { body: { username, password }, who: username },
    );
    const until = Date.now() + (expiresIn - SPARE_SECONDS) * 1000;
    this.#tokens.set(username, { token: accessToken, until });
    return accessToken;
  }

  /** @throws CannotRun in a sentence when it is not answered as wanted */
  async #send<Body>(
    method: string,
    path: string,
    signal: AbortSignal,
    { token, body, who }: { token?: string; body?: unknown; who?: string } = {},
  ): Promise<Body> {
    const what = `${method} ${path.split('?')[0]}${who === undefined ? '' : ` of ${who}`} at ${this.name}`;
    const answer = await fetch(this.address + path, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]),
    }).catch((error: Error) => {
      throw new CannotRun(`${what} was not answered (${error.name}).`);
    });
    const text = await answer.text();
    if (!answer.ok) throw new CannotRun(`${what} was answered ${answer.status}: ${detailOf(text)}`);
    return (text === '' ? undefined : JSON.parse(text)) as Body;
  }
}

interface Term {
  readonly id: string;
  readonly registration: readonly { readonly opensAt: string; readonly closesAt: string }[];
}

/** The sentence in a problem, else the beginning of what it is. */
function detailOf(text: string): string {
  try {
    return (JSON.parse(text) as { detail: string }).detail;
  } catch {
    return text.slice(0, 200);
  }
}
