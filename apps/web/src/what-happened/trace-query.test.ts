import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { environmentManager, QueryClient, QueryObserver } from '@tanstack/react-query';
import { traceQuery } from './trace-query.ts';

const SECOND = 1_000;
const action = {
  ...{ id: 1, at: 0, variant: 'msa' as const, durationMs: 100 },
  ...{ method: 'POST', path: '/api/enrollments', status: 201, requestId: 'r-1' },
};

let client: QueryClient;
let asked: number;
/** How many spans the lab has now; nothing where it knows no trace. */
let spans: number | undefined;
const { fetch } = globalThis;

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
  // Where there is no window nothing is asked for again.
  environmentManager.setIsServer(() => false);
  client = new QueryClient({ defaultOptions: { queries: { gcTime: Infinity } } });
  asked = 0;
  spans = undefined;
  globalThis.fetch = async () => {
    asked++;
    return spans === undefined
      ? Response.json({}, { status: 404 })
      : Response.json({ traceId: 't', spans: Array.from({ length: spans }, (_, id) => ({ id: `${id}` })) });
  };
});
afterEach(() => {
  client.clear();
  globalThis.fetch = fetch;
  environmentManager.setIsServer(() => true);
  jest.useRealTimers();
});

/** Looks as the page does, until the test is over. */
function look() {
  const observer = new QueryObserver(client, traceQuery(action));
  observer.subscribe(() => undefined);
  return {
    shown: () => observer.getCurrentResult().data?.trace?.spans.length,
    isOver: () => observer.getCurrentResult().data?.isLast,
  };
}
const pass = (seconds: number) => jest.advanceTimersByTimeAsync(seconds * SECOND);

describe('the trace of a request', () => {
  it('is asked for again as long as spans are being added', async () => {
    const page = look();
    for (spans = 1; spans <= 5; spans++) {
      await pass(5);
      expect(page.shown()).toBe(spans);
      expect(page.isOver()).toBe(false);
    }
  });

  it('has come when no more spans have been added for a while', async () => {
    spans = 3;
    const page = look();
    await pass(60);
    expect(page.isOver()).toBe(true);
    // The first answer, and four without news.
    expect(asked).toBe(5);
    expect(page.shown()).toBe(3);
  });

  it('is not waited for any longer where nothing comes', async () => {
    const page = look();
    await pass(60);
    expect(page.isOver()).toBe(true);
    expect(asked).toBe(4);
    expect(page.shown()).toBeUndefined();
  });

  it('is not asked for for ever, though spans are added for ever', async () => {
    spans = 0;
    const page = look();
    for (let second = 0; second < 120; second++) {
      spans++;
      await pass(1);
    }
    expect(page.isOver()).toBe(true);
    expect(asked).toBe(30);
  });

  it('is not asked for again where there is no lab, and what has come is kept', async () => {
    spans = 3;
    const page = look();
    await pass(2);
    globalThis.fetch = async () => new Response('Bad Gateway', { status: 502 });
    await pass(2);
    expect(page.isOver()).toBe(true);
    expect(page.shown()).toBe(3);
  });
});
