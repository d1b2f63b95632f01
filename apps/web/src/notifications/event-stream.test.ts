import { describe, expect, it } from '@jest/globals';
import { follow, waitAfter, type EventStream, type StreamEvent } from './event-stream.ts';

const event = (id: string) => `id: ${id}\nevent: notification\ndata: {"id":"${id}"}\n\n`;

/** An answer that sends these pieces and ends. */
const answer =
  (...pieces: string[]) =>
  () =>
    Promise.resolve(new Response(pieces.length ? pieces.join('') : ''));

/** An answer that sends this and then breaks. */
const breaking = (piece: string) => () => {
  const body = new ReadableStream({
    pull(controller) {
      if (!piece) return controller.error(new Error('the connection broke'));
      controller.enqueue(new TextEncoder().encode(piece));
      piece = '';
    },
  });
  return Promise.resolve(new Response(body));
};

const refusal = (status: number) => () => Promise.resolve(new Response('{}', { status }));
const noAnswer = () => Promise.reject(new TypeError('Failed to fetch'));

/** Follows a stream whose connections answer like this, one after the other, until all of them have been used. */
async function followed(answers: (() => Promise<Response>)[], place?: string) {
  const places: (string | undefined)[] = [];
  const events: StreamEvent[] = [];
  const waits: number[] = [];
  const connected: boolean[] = [];
  const stop = new AbortController();
  const stream: EventStream = {
    open(lastEventId) {
      places.push(lastEventId);
      return answers.shift()!();
    },
    onEvent: (one) => events.push(one),
    onConnected: (anew) => connected.push(anew),
    wait(milliseconds) {
      waits.push(milliseconds);
      if (answers.length === 0) stop.abort();
      return Promise.resolve();
    },
    random: () => 1,
  };
  await follow(stream, place, stop.signal);
  return { places, ids: events.map(({ id }) => id), events, waits, connected };
}

describe('a stream', () => {
  it('gives each event with its id and name', async () => {
    const { events } = await followed([answer(event('7'))]);
    expect(events).toEqual([{ id: '7', name: 'notification', data: '{"id":"7"}' }]);
  });

  it('passes over heartbeats', async () => {
    expect((await followed([answer(':\n\n', event('7'), ':\n\n')])).ids).toEqual(['7']);
  });

  it('begins behind the event that is known', async () => {
    expect((await followed([answer()], '5')).places).toEqual(['5']);
  });

  it('goes on behind the last event after it ended', async () => {
    const { places, ids } = await followed([answer(event('6'), event('7')), answer(event('8'))], '5');
    expect(places).toEqual(['5', '7']);
    expect(ids).toEqual(['6', '7', '8']);
  });

  it('goes on behind the last event after it broke', async () => {
    expect((await followed([breaking(event('6')), answer()], '5')).places).toEqual(['5', '6']);
  });

  it('keeps its place while nobody answers', async () => {
    const { places } = await followed([answer(event('6')), noAnswer, refusal(503), answer()], '5');
    expect(places).toEqual(['5', '6', '6', '6']);
  });

  it('begins with what comes from now on where its place is not known any more, and says so', async () => {
    const { places, connected } = await followed([refusal(400), answer()], '5');
    expect(places).toEqual(['5', undefined]);
    expect(connected).toEqual([true]);
  });

  it('is not read further once it is not wanted', async () => {
    const stop = new AbortController();
    stop.abort();
    const open = () => Promise.reject(new Error('nobody asked for it'));
    await follow({ open, onEvent: () => undefined, wait: () => Promise.resolve() }, undefined, stop.signal);
  });
});

describe('the wait before the next attempt', () => {
  it('grows with each failure and begins anew after a connection', async () => {
    const { waits } = await followed([noAnswer, noAnswer, refusal(503), answer(), noAnswer]);
    expect(waits).toEqual([2_000, 4_000, 8_000, 1_000, 2_000]);
  });

  it('has an end, and is spread', () => {
    expect(waitAfter(50, 1)).toBe(30_000);
    expect(waitAfter(50, 0)).toBe(15_000);
  });
});
