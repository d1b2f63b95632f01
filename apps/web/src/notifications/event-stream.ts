import { createParser } from 'eventsource-parser';

/** A server-sent event. */
export interface StreamEvent {
  id: string | undefined;
  name: string | undefined;
  data: string;
}

/** What a stream needs of the world around it. */
export interface EventStream {
  /** Opens the stream, from behind the event with that id where there is one. */
  open: (lastEventId: string | undefined, signal: AbortSignal) => Promise<Response>;
  onEvent: (event: StreamEvent) => void;
  /** It is connected; `anew` if what came meanwhile may have been missed. */
  onConnected?: (anew: boolean) => void;
  /** Resolves after so many milliseconds, or when the signal aborts. */
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  random?: () => number;
}

const SHORTEST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/** Longer than two heartbeats of the server: if nothing came for so long, the connection is dead. */
const SILENCE = 40_000;

/** How long to wait before the next attempt after so many failed ones, in milliseconds; spread, so that not all come at once. */
export function waitAfter(failures: number, random: number): number {
  const most = Math.min(LONGEST_WAIT, SHORTEST_WAIT * 2 ** failures);
  return most / 2 + (most / 2) * random;
}

/**
 * Follows a stream of server-sent events until the signal aborts. However it breaks, it is opened again behind the last event that
 * came, so that nothing is missed and nothing comes twice.
 *
 * @param place - the id of the last event that is known; without it, the stream begins with what comes from now on
 */
export async function follow(
  stream: EventStream,
  place: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const random = stream.random ?? Math.random;
  let attempt: Attempt = { place, connected: false, refused: false };
  let failures = 0;
  while (!signal.aborted) {
    attempt = await connect(stream, attempt, signal);
    if (signal.aborted) return;
    // A clean end is none of them: the server ends a stream with the access token, and when it stops.
    failures = attempt.connected ? 0 : failures + 1;
    await stream.wait(waitAfter(failures, random()), signal);
  }
}

/** What came of one connection. */
interface Attempt {
  /** The id of the last event. */
  place: string | undefined;
  connected: boolean;
  /** The server knows no such place, for its data was made anew. */
  refused: boolean;
}

async function connect(stream: EventStream, before: Attempt, signal: AbortSignal): Promise<Attempt> {
  const attempt: Attempt = {
    place: before.refused ? undefined : before.place,
    connected: false,
    refused: false,
  };
  const connection = new AbortController();
  const stop = () => connection.abort();
  signal.addEventListener('abort', stop);
  try {
    const response = await stream.open(attempt.place, connection.signal);
    attempt.refused = response.status === 400;
    if (!response.ok || !response.body) return attempt;
    attempt.connected = true;
    stream.onConnected?.(attempt.place === undefined);
    await read(response.body, stream, attempt, stop);
  } catch {
    // It broke, or was never there: the next attempt tells more.
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
  return attempt;
}

async function read(
  body: ReadableStream<Uint8Array>,
  stream: EventStream,
  attempt: Attempt,
  stop: () => void,
): Promise<void> {
  const parser = createParser({
    onEvent: ({ id, event, data }) => {
      stream.onEvent({ id, name: event, data });
      if (id) attempt.place = id;
    },
  });
  const reader = body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const silence = setTimeout(stop, SILENCE);
    const { done, value } = await reader.read().finally(() => clearTimeout(silence));
    if (done) return;
    parser.feed(decoder.decode(value, { stream: true }));
  }
}
