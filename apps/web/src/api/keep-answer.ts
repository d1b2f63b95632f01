import type { DataTag, QueryClient, QueryKey } from '@tanstack/react-query';

/** Keeps what the answer to a change says. A read that began before may not know of the change and be answered after it, so it is given up. */
export async function keepAnswer<Data>(
  client: QueryClient,
  queryKey: DataTag<QueryKey, Data, Error>,
  change: (before: Data | undefined) => Data | undefined,
): Promise<void> {
  await client.cancelQueries({ queryKey });
  client.setQueryData<Data>(queryKey, change);
}
