import autocannon from 'autocannon';
import type { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { History } from './history.ts';
import type { Campus, LoadOrder, SignedIn, Stream } from './order.ts';
import type { Recorder } from './recorder.ts';
import { stories } from './stories/index.ts';
import type { StoryAnswer, StoryRequest } from './stories/story.ts';

/**
 * An open loop is sent in so many shares of a second, or all users would act at the same moment of it. With ten, a dozen requests came at
 * once ten times a second: a copy that pauses in a rhythm of its own was met by all of them in one run, and by none in another.
 */
const SHARES = 50;

/** Lets the virtual users of a stream act until all the time is over. */
export async function act(stream: Stream, order: LoadOrder, notes: Notes, firstUser: number): Promise<void> {
  const seconds = order.warmUpSeconds + order.seconds;
  const shares = sharesOf(stream);
  const { studentsEach = 1 } = stream;
  let next = firstUser;
  const turnsOfOne = () => Array.from({ length: studentsEach }, () => turnOf(next++, stream, order));
  await Promise.all(
    shares.map(async ({ users, everyMs, delayMs }) => {
      const turns = Array.from({ length: users }, turnsOfOne).values();
      await pause(delayMs);
      await autocannon({
        url: order.address,
        connections: users,
        duration: seconds,
        timeout: order.timeoutSeconds,
        ...(everyMs !== undefined && { overallRate: users }),
        setupClient: (client) => new Connection(client, turns.next().value!, order, notes, everyMs),
      });
    }),
  );
}

/** Where virtual users write down what becomes of their requests. */
export interface Notes {
  readonly recorder: Recorder;
  readonly history: History;
}

/** How many students act in a stream. */
export const studentsOf = (stream: Stream): number => connectionsOf(stream) * (stream.studentsEach ?? 1);

const connectionsOf = ({ users, perSecond }: Stream): number => users ?? perSecond ?? 1;

interface Share {
  readonly users: number;
  readonly everyMs?: number;
  readonly delayMs: number;
}

function sharesOf(stream: Stream): Share[] {
  if (stream.perSecond === undefined) return [{ users: connectionsOf(stream), delayMs: 0 }];
  const shares = Math.min(SHARES, stream.perSecond);
  return Array.from({ length: shares }, (_, index) => ({
    users: Math.floor(stream.perSecond! / shares) + (index < stream.perSecond! % shares ? 1 : 0),
    everyMs: 1000,
    delayMs: (index * 1000) / shares,
  }));
}

/** A student, what this one does, and the answer to what was asked last. */
interface Turn {
  readonly student: SignedIn;
  readonly story: Generator<StoryRequest, never, StoryAnswer>;
  answer: StoryAnswer;
}

function turnOf(number: number, { story }: Stream, { campus }: LoadOrder): Turn {
  const student = studentFor(campus, number);
  const acts = stories[story]({ number, student, sections: campus.sections });
  return { student, story: acts, answer: undefined };
}

/**
 * A connection of autocannon's, and the students who take turns on it. Autocannon counts no request whose connection was closed before its
 * answer, and its correction for coordinated omission takes seconds for milliseconds (9.0.0), so all of this is written down here.
 */
class Connection {
  readonly #host: string;
  #asked = 0;
  #inHistory: string | undefined;
  #current: StoryRequest | undefined;
  #answered = false;

  constructor(
    client: autocannon.Client,
    turns: readonly Turn[],
    { address }: LoadOrder,
    private readonly notes: Notes,
    private readonly everyMs: number | undefined,
  ) {
    this.#host = new URL(address).host;
    client.on('response', (status, bytes, milliseconds) => this.#onResponse(status, milliseconds, bytes));
    // Its types do not know this event.
    (client as EventEmitter).on('timeout', () => this.#onEnd('timeout'));
    let turn = turns[0]!;
    client.setRequests([
      {
        setupRequest: () => {
          turn = turns[this.#asked++ % turns.length]!;
          return this.#next(turn);
        },
        onResponse: (status, body) => {
          turn.answer = { status, body };
          this.notes.history.answered(this.#inHistory, turn.answer);
        },
      },
    ]);
  }

  #next(turn: Turn): autocannon.Request {
    // Asked for the next one without an answer to the last one: its connection is gone.
    this.#onEnd('lost');
    const { value } = turn.story.next(turn.answer);
    turn.answer = undefined;
    this.#answered = false;
    this.#current = value;
    this.notes.recorder.sent();
    this.#inHistory = this.notes.history.sent(turn.student.id, value);
    const { method, path, body, as } = value;
    return {
      method,
      path,
      headers: {
        // Requests that are set later do not know their server (9.0.0), and Nginx refuses a host of no name.
        host: this.#host,
        ...(as === 'student' && { authorization: `Bearer ${turn.student.accessToken}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
  }

  #onResponse(status: number, latencyMs: number, bytes: number): void {
    this.#answered = true;
    const answer = { status, latencyMs, bytes, everyMs: this.everyMs };
    this.notes.recorder.answered(this.#current!.purpose, answer, performance.now());
  }

  #onEnd(how: 'timeout' | 'lost'): void {
    if (!this.#current || this.#answered) return;
    this.#answered = true;
    this.notes.history.lost(this.#inHistory, how);
    this.notes.recorder.unanswered(this.#current.purpose, how, performance.now());
  }
}

function studentFor({ users }: Campus, number: number): SignedIn {
  const nobody = { id: '', username: '', password: '', accessToken: '' };
  return users.length === 0 ? nobody : users[number % users.length]!;
}
