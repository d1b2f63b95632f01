import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { QueryClient, queryOptions } from '@tanstack/react-query';
import { keepAnswer } from './keep-answer.ts';

let client: QueryClient;
/** Answers the read that is under way. */
let answer: (items: string[]) => void;

const cart = queryOptions({
  queryKey: ['cart'],
  queryFn: ({ signal: _ }) => new Promise<string[]>((resolve) => (answer = resolve)),
});
const read = () => client.fetchQuery(cart).catch(() => undefined);

beforeEach(() => {
  client = new QueryClient({ defaultOptions: { queries: { gcTime: Infinity } } });
});
afterEach(() => client.clear());

describe('what the answer to a change says', () => {
  it('is made from what was there', async () => {
    client.setQueryData(cart.queryKey, ['a']);
    await keepAnswer(client, cart.queryKey, (items) => [...(items ?? []), 'b']);
    expect(client.getQueryData(cart.queryKey)).toEqual(['a', 'b']);
  });

  it.each([
    ['the first one', undefined],
    ['a later one', ['a']],
  ])('stands though a read that began before, %s, is answered after it', async (_, before) => {
    client.setQueryData(cart.queryKey, before);
    const reading = read();
    await keepAnswer(client, cart.queryKey, () => ['a', 'b']);
    answer(['a']);
    await reading;
    expect(client.getQueryData(cart.queryKey)).toEqual(['a', 'b']);
  });

  it('gives way to a read that began after it', async () => {
    await keepAnswer(client, cart.queryKey, () => ['a', 'b']);
    const reading = read();
    answer(['c']);
    await reading;
    expect(client.getQueryData(cart.queryKey)).toEqual(['c']);
  });
});
