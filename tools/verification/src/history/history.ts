import { Enrollment } from '@sugang/enrollment-contracts';
import { z } from 'zod';

const Sent = z.object({
  type: z.literal('sent'),
  /** Names the request in this file. A repetition is a request of its own. */
  id: z.string(),
  /** The id of the student who asks, or of the registrar. */
  user: z.string(),
  method: z.string(),
  /** As sent, from `/api` on. */
  path: z.string(),
  body: z.unknown().optional(),
  idempotencyKey: z.string().optional(),
  at: z.iso.datetime(),
});

const Answered = z.object({
  type: z.literal('answered'),
  id: z.string(),
  status: z.number().int(),
  /** The body, parsed; left out where there was none, or no JSON. */
  body: z.unknown().optional(),
  at: z.iso.datetime(),
});

const Lost = z.object({
  type: z.literal('lost'),
  id: z.string(),
  /** Why no answer came: nobody knows then whether the request had an effect. */
  reason: z.string(),
  at: z.iso.datetime(),
});

/**
 * One line of a history, a JSON object: each request when it is sent, and again when it is answered or lost. So the file of a
 * client that was killed says what was on its way. Lines of different requests may stand in any order.
 */
export const HistoryLine = z.discriminatedUnion('type', [Sent, Answered, Lost]);
export type HistoryLine = z.infer<typeof HistoryLine>;

/** What a request was answered. */
export type Answer = Pick<z.infer<typeof Answered>, 'status' | 'body'>;

/** A request of the history; without an answer, or with one of 5xx, nobody knows whether it had an effect. */
export interface Exchange extends z.infer<typeof Sent> {
  readonly answer?: Answer;
  /** Why no answer came, if the client still lived to say so. */
  readonly lostBy?: string;
}

/** All requests of a client in the order in which they were sent. */
export class History {
  constructor(readonly exchanges: readonly Exchange[]) {}

  /** Puts a history together from its lines. */
  static of(lines: Iterable<HistoryLine>): History {
    const exchanges = new Map<string, Exchange>();
    for (const line of lines) {
      if (line.type === 'sent') exchanges.set(line.id, line);
      const { id } = line;
      const sent = exchanges.get(id);
      if (!sent)
        throw new Error(`The history has an answer to the request ${id}, but not the request itself.`);
      if (line.type === 'answered') exchanges.set(id, { ...sent, answer: line });
      if (line.type === 'lost') exchanges.set(id, { ...sent, lostBy: line.reason });
    }
    return new History([...exchanges.values()]);
  }

  /** When it began, or nothing if it is empty. */
  get begins(): Date | undefined {
    const first = this.exchanges[0];
    return first && new Date(first.at);
  }
}

/** Whether a request may have had an effect that its client does not know of. */
export const isUncertain = ({ answer }: Exchange): boolean => answer === undefined || answer.status >= 500;

/** The code of a refusal. */
export const refusalOf = ({ answer }: Exchange): string | undefined =>
  answer && answer.status >= 400 && answer.status < 500
    ? z.object({ code: z.string() }).safeParse(answer.body).data?.code
    : undefined;

/** An enrolment in a body; nothing where there is none. */
export const enrollmentIn = (body: unknown): Enrollment | undefined => Enrollment.safeParse(body).data;
