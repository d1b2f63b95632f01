import { describe, expect, it, jest } from '@jest/globals';
import { currentRequest, requestFrom, withRequest, type RequestSpan } from '@sugang/observability';
import type { AdmitTogether, KeyedEnrolRequest } from './admit-together.ts';
import { EnrolQueue } from './enrol-queue.ts';
import type { EnrolResult } from './enrol-in-sections.ts';

/** Admission that answers when the test says so. */
class HeldAdmission {
  readonly batches: string[][] = [];
  /** The request that each batch was a part of. */
  readonly causes: (string | undefined)[] = [];
  /** Fails a batch that holds one of these. */
  readonly poison = new Map<string, Error>();
  #letGo: () => void = () => {};
  #held = Promise.resolve();

  hold(): void {
    this.#held = new Promise((resolve) => (this.#letGo = resolve));
  }

  letGo(): void {
    this.#letGo();
  }

  async admit(requests: readonly KeyedEnrolRequest[]): Promise<EnrolResult[]> {
    this.batches.push(requests.map((request) => request.studentId));
    this.causes.push(currentRequest()?.requestId);
    await this.#held;
    for (const { studentId } of requests) if (this.poison.has(studentId)) throw this.poison.get(studentId)!;
    return requests.map(({ studentId }) => ({
      refusal: { code: 'section-full', detail: `full for ${studentId}` },
    }));
  }
}

function queueOf(settings: { ENROL_BATCH?: number; ENROL_QUEUE?: number } = {}) {
  const admission = new HeldAdmission();
  const queue = new EnrolQueue(admission as unknown as AdmitTogether, {
    ENROL_BATCH: 128,
    ENROL_QUEUE: 100,
    ...settings,
  });
  const submit = (studentId: string) => queue.submit({ studentId, sectionId: 'hot' });
  return { admission, submit };
}
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('admission', () => {
  it('takes what comes while a batch is in flight in the next one, with an answer for each', async () => {
    const { admission, submit } = queueOf();
    admission.hold();
    const first = submit('a');
    await nextTurn();
    const others = ['b', 'c', 'd'].map(submit);
    admission.letGo();
    expect(await first).toEqual({ refusal: { code: 'section-full', detail: 'full for a' } });
    const details = (await Promise.all(others)).map((one) => 'refusal' in one && one.refusal.detail);
    expect(details).toEqual(['full for b', 'full for c', 'full for d']);
    expect(admission.batches).toEqual([['a'], ['b', 'c', 'd']]);
  });

  it('takes no more in a batch than is set', async () => {
    const { admission, submit } = queueOf({ ENROL_BATCH: 2 });
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map(submit));
    expect(admission.batches).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  it('tries each alone where one poisons the batch', async () => {
    const { admission, submit } = queueOf();
    admission.poison.set('b', new Error('cannot be judged'));
    const answers = await Promise.allSettled(['a', 'b', 'c'].map(submit));
    expect(answers.map((answer) => answer.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(admission.batches).toEqual([['a', 'b', 'c'], ['a'], ['b'], ['c']]);
  });

  it('does not try again, one by one, what the database is away for', async () => {
    const { admission, submit } = queueOf();
    admission.poison.set('a', Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }));
    const answers = await Promise.allSettled(['a', 'b'].map(submit));
    expect(answers.map((answer) => answer.status)).toEqual(['rejected', 'rejected']);
    expect(admission.batches).toHaveLength(1);
    expect(await submit('c')).toHaveProperty('refusal');
  });

  it('refuses at once when too many wait, and takes more when they are through', async () => {
    const { admission, submit } = queueOf({ ENROL_QUEUE: 2 });
    admission.hold();
    const inFlight = submit('a');
    await nextTurn();
    const waiting = ['b', 'c'].map(submit);
    expect(() => submit('d')).toThrow(expect.objectContaining({ code: 'overloaded', retryAfterSeconds: 1 }));
    admission.letGo();
    await Promise.all([inFlight, ...waiting]);
    expect(await submit('d')).toHaveProperty('refusal');
  });

  describe('is a part of', () => {
    const submitting = (
      submit: (studentId: string) => Promise<EnrolResult>,
      student: string,
      span?: RequestSpan,
    ) => withRequest({ ...requestFrom({ requestId: student }), span }, () => submit(student));
    const spanOf = () => ({ setAttribute: jest.fn(), addLink: jest.fn() });
    /** The cause of a batch of three, of whose requests these are recorded. */
    async function causeWhere(spans: Record<string, RequestSpan>): Promise<string | undefined> {
      const { admission, submit } = queueOf();
      await Promise.all(['a', 'b', 'c'].map((student) => submitting(submit, student, spans[student])));
      expect(admission.batches).toEqual([['a', 'b', 'c']]);
      return admission.causes[0];
    }

    it('its request where it is one application', async () => {
      const { admission, submit } = queueOf();
      await submitting(submit, 'a');
      expect(admission.causes).toEqual(['a']);
    });

    it('no request where it is many', async () => {
      expect(await causeWhere({})).toBeUndefined();
    });

    it('the request among many whose spans are recorded, to which others of that kind have a link', async () => {
      const [b, c] = [spanOf(), spanOf()];
      expect(await causeWhere({ b, c })).toBe('b');
      expect(b.setAttribute).toHaveBeenCalledWith('sugang.batch.size', 3);
      expect(c.addLink).toHaveBeenCalledTimes(1);
      expect(b.addLink).not.toHaveBeenCalled();
    });
  });
});
