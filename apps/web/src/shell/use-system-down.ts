import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { isPassing } from '../api/problem.ts';
import type { Variant } from '../variant/variant.ts';

/** One public read of each of three modules: in the microservices, three processes. */
const PROBES = ['/api/auth/jwks.json', '/api/terms', '/api/seats?sectionIds=none'];
const AGAIN_AFTER_MS = 3000;

/** Whether nothing of a variant answers. Nobody looks as long as all that a page asks for is answered. */
export function useSystemDown(variant: Variant): boolean {
  const isTroubled = useTrouble(variant);
  const { data } = useQuery({
    queryKey: [variant, 'answers'],
    queryFn: async ({ signal }) => {
      const answers = await Promise.all(PROBES.map((path) => isAnswered(`/${variant}${path}`, signal)));
      return answers.includes(true);
    },
    enabled: isTroubled,
    refetchInterval: AGAIN_AFTER_MS,
    // It is about what is now, also where the browser believes to be without a network.
    networkMode: 'always',
    staleTime: 0,
    gcTime: 0,
  });
  return isTroubled && data === false;
}

/** Whether something that the page shows could not be had at the last try. */
function useTrouble(variant: Variant): boolean {
  const cache = useQueryClient().getQueryCache();
  return useSyncExternalStore(
    (listener) => cache.subscribe(listener),
    () =>
      cache
        .getAll()
        .some((query) => query.queryKey[0] === variant && query.isActive() && isPassing(query.state.error)),
  );
}

async function isAnswered(address: string, signal: AbortSignal): Promise<boolean> {
  try {
    return (await fetch(address, { signal, cache: 'no-store' })).status < 500;
  } catch {
    return false;
  }
}
