import { QueryClient } from '@tanstack/react-query';
import { isPassing } from './problem.ts';

/** What the site knows of both variants, and how it asks for it. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // Without a network the browser believes that nobody answers, and a page would wait in silence: the system may be on this machine.
      networkMode: 'always',
      // What is down comes back by itself, and so does the page; a refusal stays one.
      retry: (count, error) => isPassing(error) && count < 1,
      retryDelay: 1000,
      refetchInterval: ({ state }) => (state.error && isPassing(state.error) ? 3000 : false),
    },
    mutations: { retry: false },
  },
});
