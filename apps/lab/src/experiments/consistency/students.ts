import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { History } from '../../load/history.ts';
import type { Campus, SignedIn } from '../../load/order.ts';
import type { Stage } from '../stage.ts';
import { until, wait } from '../wait.ts';

/** How an enrolment ended: its status, the refusal's code, or `no answer`. */
export interface Enrolled {
  readonly status: string;
  readonly pendingMs: number;
}

/** Students who enrol one after the other, each in a section of the own, and insist on an answer. */
export class Students {
  readonly historyFile: string;
  readonly #history: History;
  #next = 0;

  constructor(
    private readonly address: string,
    private readonly campus: Campus,
    private readonly stage: Stage,
  ) {
    this.historyFile = join(stage.folder, `history-${randomUUID()}.jsonl`);
    this.#history = new History(this.historyFile);
  }

  /** Done when all that was asked and told is in the history. */
  leave(): Promise<void> {
    return this.#history.close();
  }

  async enrol(): Promise<Enrolled> {
    const index = this.#next++;
    const student = this.campus.users[index % this.campus.users.length]!;
    const { id: sectionId } = this.campus.sections[(index * 7) % this.campus.sections.length]!;
    const key = randomUUID();
    const body = JSON.stringify({ sectionId });
    let enrollment: { id: string; status: string } | undefined;
    let refusal = 'no answer';
    const answered = await until(
      async () => {
        const path = '/api/enrollments';
        const id = this.#history.sent(
          student.id,
          { purpose: 'enrol', method: 'POST', path, body: { sectionId }, as: 'student' },
          key,
        );
        const answer = await this.#send(student, 'POST', path, body, key).catch((error: Error) => {
          this.#history.lost(id, error.message);
          throw error;
        });
        const text = await answer.text();
        this.#history.answered(id, { status: answer.status, body: text });
        if (answer.status >= 500) return false;
        if (answer.status === 201) enrollment = JSON.parse(text) as { id: string; status: string };
        else refusal = (JSON.parse(text) as { code: string }).code;
        return true;
      },
      40,
      this.stage.signal,
    );
    if (answered === undefined || !enrollment) return { status: refusal, pendingMs: 0 };
    const begun = performance.now();
    let { status } = enrollment;
    while (status === 'pending' && performance.now() - begun < 40_000) {
      await wait(0.005, this.stage.signal);
      const answer = await this.#send(student, 'GET', `/api/enrollments/${enrollment.id}`).catch(
        () => undefined,
      );
      if (answer?.ok) status = ((await answer.json()) as { status: string }).status;
    }
    return { status, pendingMs: status === enrollment.status ? 0 : performance.now() - begun };
  }

  #send(
    { accessToken }: SignedIn,
    method: string,
    path: string,
    body?: string,
    key?: string,
  ): Promise<Response> {
    return fetch(this.address + path, {
      method,
      headers: {
        authorization: `Bearer ${accessToken}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body }),
      signal: AbortSignal.any([this.stage.signal, AbortSignal.timeout(10_000)]),
    });
  }
}
