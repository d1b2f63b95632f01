import { Enrollment, enrollmentRoutes } from '@sugang/enrollment-contracts';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../random.ts';
import type { Answer, RecordedClient, Request } from './recorded-client.ts';

/** How long a student thinks between two clicks, at least and at most, in milliseconds. */
const THINKING = [20, 120] as const;
/** How often somebody clicks again when no answer came, or one that says "later". */
const PATIENCE = 6;

/** A student as they are in the opening hour: clicks, clicks again, clicks twice, changes the mind. */
export class VirtualStudent {
  /** Enrolments that the student believes to have. */
  #held: Enrollment[] = [];
  /** Requests that had a key, to be sent again some day. */
  readonly #keyed: Request[] = [];

  constructor(
    private readonly client: RecordedClient,
    private readonly sectionIds: readonly string[],
    private readonly random: Random,
  ) {}

  /** Acts until told to stop. */
  async act(until: AbortSignal): Promise<void> {
    while (!until.aborted) {
      await this.#click();
      await pause(this.random.int(...THINKING));
    }
  }

  async #click(): Promise<void> {
    const dice = this.random.next();
    if (dice < 0.45) return this.#enrol();
    if (dice < 0.65) return this.#drop();
    if (dice < 0.8) return this.#swap();
    if (dice < 0.87) return this.#enrolCart();
    if (dice < 0.93) return this.#repeat();
    return this.#look();
  }

  async #enrol(): Promise<void> {
    const body = { sectionId: this.random.pick(this.sectionIds), waitlist: this.random.chance(0.5) };
    this.#keep(await this.#insist(this.#post('/api/enrollments', body)));
  }

  async #drop(): Promise<void> {
    const one = this.#takeOne();
    if (one) await this.#insist({ method: 'DELETE', path: `/api/enrollments/${one.id}` });
  }

  async #swap(): Promise<void> {
    const one = this.#takeOne();
    if (!one) return;
    const body = { dropEnrollmentId: one.id, sectionId: this.random.pick(this.sectionIds) };
    const answer = await this.#insist(this.#post('/api/enrollments/swap', body));
    if (answer?.status !== 201) this.#held.push(one);
    this.#keep(answer);
  }

  async #enrolCart(): Promise<void> {
    for (const sectionId of this.random.shuffle(this.sectionIds).slice(0, 2))
      await this.#insist({ method: 'PUT', path: `/api/cart/${sectionId}`, body: {} });
    await this.#insist(this.#post('/api/cart/enroll', undefined));
  }

  /** Sends what was sent long ago once more. */
  async #repeat(): Promise<void> {
    if (this.#keyed.length > 0) await this.#insist(this.random.pick(this.#keyed));
  }

  /** Looks at what there is, which may be more or less than was believed. */
  async #look(): Promise<void> {
    const answer = await this.#insist({ method: 'GET', path: '/api/enrollments?limit=200' });
    const page = enrollmentRoutes.list.result.safeParse(answer?.body).data;
    if (page) this.#held = page.items.filter(({ status }) => !['dropped', 'rejected'].includes(status));
  }

  /** Half of the programs send a key. */
  #post(path: string, body: unknown): Request {
    const request = { method: 'POST', path, ...(body !== undefined && { body }) };
    if (this.random.chance(0.5)) return request;
    const keyed = { ...request, idempotencyKey: randomUUID() };
    this.#keyed.push(keyed);
    return keyed;
  }

  /** Sends until there is an answer; some click twice at once. */
  async #insist(request: Request): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      const twice = this.random.chance(0.1);
      const [answer] = await Promise.all([
        this.client.send(request),
        ...(twice ? [this.client.send(request)] : []),
      ]);
      if ((answer && answer.status < 500) || attempt >= PATIENCE) return answer;
      await pause(this.random.int(50, 400));
    }
  }

  #keep(answer: Answer): void {
    const enrollment = Enrollment.safeParse(answer?.body).data;
    if (answer?.status === 201 && enrollment) this.#held.push(enrollment);
  }

  #takeOne(): Enrollment | undefined {
    if (this.#held.length === 0) return undefined;
    return this.#held.splice(this.random.int(0, this.#held.length - 1), 1)[0];
  }
}
