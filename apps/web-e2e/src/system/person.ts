/** One of the two systems. */
export type Variant = 'monolith' | 'msa';

/** Both of them, as tests take their turns. */
export const variants: readonly Variant[] = ['monolith', 'msa'];

/** Everybody's in the demo data. */
export const PASSWORD = 'let-me-in';

/** What a test says of a section; the rest takes plain values. */
export interface SectionPlan {
  readonly code: string;
  readonly title?: string;
  readonly capacity?: number;
  readonly credits?: number;
  readonly meetings?: readonly { readonly day: string; readonly start: string; readonly end: string }[];
}

/** A section that was made. */
export interface MadeSection {
  readonly id: string;
  readonly code: string;
  readonly title: string;
}

/** What a sign-in gives. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly user: object;
}

/** Somebody who is not at the browser: other students, and the registrar who prepares what a test needs, over the API. */
export class Person {
  private constructor(
    private readonly address: string,
    private readonly token: string,
  ) {}

  /** Signs somebody in to a variant. */
  static async signIn(site: string, variant: Variant, username: string): Promise<Person> {
    const { accessToken } = await Person.logIn(site, variant, username);
    return new Person(`${site}/${variant}`, accessToken);
  }

  /** The tokens that a browser would get. */
  static async logIn(site: string, variant: Variant, username: string): Promise<Tokens> {
    const body = { username, password: PASSWORD };
    return (await send(`${site}/${variant}/api/auth/login`, 'POST', {}, body)) as Tokens;
  }

  /** Makes a section in the demo's term. */
  async makeSection({ code, title = `Course ${code}`, ...plan }: SectionPlan): Promise<MadeSection> {
    const [subject, number] = code.split(' ');
    const { capacity = 30, credits = 1, meetings = [] } = plan;
    const body = { term: 'demo', subject, number, title, capacity, meetings };
    return this.ask('POST', '/api/sections', { ...body, credits: { min: credits, max: credits } });
  }

  /** Cancels a section, so that what one test has made does not meet another one. */
  async cancel({ id }: MadeSection): Promise<void> {
    await this.ask('DELETE', `/api/sections/${id}`);
  }

  /** Enrols in a section. */
  enrol({ id }: Pick<MadeSection, 'id'>): Promise<{ id: string; status: string }> {
    return this.ask('POST', '/api/enrollments', { sectionId: id });
  }

  /** Gives a seat back. */
  async drop(enrolment: { id: string }): Promise<void> {
    await this.ask('DELETE', `/api/enrollments/${enrolment.id}`);
  }

  /** @throws Error with the problem, where a call is refused */
  async ask<Result>(method: string, path: string, body?: unknown): Promise<Result> {
    const answer = await send(this.address + path, method, { authorization: `Bearer ${this.token}` }, body);
    return answer as Result;
  }
}

async function send(
  address: string,
  method: string,
  headers: Record<string, string>,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(address, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${address} was answered ${response.status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
