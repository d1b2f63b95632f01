import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { QueryClient } from '@tanstack/react-query';
import { whenQuiet } from './when-quiet.ts';

let client: QueryClient;
const action = jest.fn();

beforeEach(() => {
  jest.useFakeTimers();
  action.mockClear();
  client = new QueryClient({ defaultOptions: { queries: { gcTime: Infinity } } });
});
afterEach(() => {
  client.clear();
  jest.useRealTimers();
});

/** Asks for something, and lets it be answered by the returned function. */
function ask(what: string): () => Promise<void> {
  let answer!: (data: string) => void;
  const asked = client.fetchQuery({
    queryKey: [what],
    queryFn: () => new Promise<string>((resolve) => (answer = resolve)),
  });
  return async () => {
    answer('here');
    await asked;
  };
}
const aWhile = () => jest.advanceTimersByTimeAsync(1_000);

describe('when a page is quiet', () => {
  it('has come at once where nothing was asked for', async () => {
    whenQuiet(client, action);
    expect(action).not.toHaveBeenCalled();
    await aWhile();
    expect(action).toHaveBeenCalledTimes(1);
  });

  it('has come when the last answer is there, and once alone', async () => {
    const [terms, week] = [ask('terms'), ask('week')];
    whenQuiet(client, action);
    await terms();
    await aWhile();
    expect(action).not.toHaveBeenCalled();
    await week();
    await aWhile();
    await ask('more')();
    await aWhile();
    expect(action).toHaveBeenCalledTimes(1);
  });

  it('has not come where an answer makes the page ask for more', async () => {
    const terms = ask('terms');
    whenQuiet(client, action);
    await terms();
    const week = ask('week');
    await aWhile();
    expect(action).not.toHaveBeenCalled();
    await week();
    await aWhile();
    expect(action).toHaveBeenCalledTimes(1);
  });

  it('has come after five seconds though an answer is still awaited', async () => {
    const answer = ask('what hangs');
    whenQuiet(client, action);
    await jest.advanceTimersByTimeAsync(4_900);
    expect(action).not.toHaveBeenCalled();
    await aWhile();
    expect(action).toHaveBeenCalledTimes(1);
    await answer();
  });

  it('does not come any more for who has stopped waiting', async () => {
    const stop = whenQuiet(client, action);
    stop();
    await ask('terms')();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(action).not.toHaveBeenCalled();
  });
});
