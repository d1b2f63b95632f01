import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { unwrap, useApi } from '../api/client.ts';
import { useVariant } from '../variant/variant.ts';
import { NOTHING_KNOWN, withSeats, type KnownSeats } from './known-seats.ts';

/** As many as one request may ask for. */
const MOST = 200;
/** The ids change with each turn of a wheel: only where it stops, seats are asked for. */
const SETTLED_AFTER_MS = 120;

/**
 * The seats of these sections, looked at every two seconds while the page is visible. What was seen of others before stays, so
 * that nothing flickers when it is scrolled back into view.
 */
export function useLiveSeats(sectionIds: readonly string[]): KnownSeats {
  const api = useApi();
  const variant = useVariant();
  const client = useQueryClient();
  const ids = useSettled(sectionIds.slice(0, MOST).toSorted().join(','));
  const knownKey = [variant, 'known-seats'];
  const known = useQuery<KnownSeats>({
    queryKey: knownKey,
    queryFn: skipToken,
    initialData: NOTHING_KNOWN,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  const { error, errorUpdatedAt } = useQuery({
    queryKey: [variant, 'seats', ids],
    queryFn: async ({ signal }) => {
      const { items } = await unwrap(
        api.GET('/api/seats', { params: { query: { sectionIds: ids } }, signal }),
      );
      client.setQueryData<KnownSeats>(knownKey, (before) => withSeats(before ?? NOTHING_KNOWN, items));
      return items;
    },
    enabled: ids !== '',
    refetchInterval: ({ state }) => (state.error ? 3000 : 2000),
    staleTime: 1000,
    gcTime: 10_000,
  });
  useEffect(() => {
    // Old figures would look like live ones.
    if (error) client.setQueryData<KnownSeats>([variant, 'known-seats'], { seats: {}, problem: error });
  }, [client, variant, error, errorUpdatedAt]);
  return known.data ?? NOTHING_KNOWN;
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
