import './design/tokens.css';
import './design/base.css';
import './i18n/i18n.ts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { startTransition, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { isPassing } from './api/problem.ts';
import { router } from './router.tsx';

const queries = new QueryClient({
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

const root = createRoot(document.getElementById('site')!);
// In pieces, between which a slow phone can answer its user.
startTransition(() =>
  root.render(
    <StrictMode>
      <CSPProvider disableStyleElements>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </CSPProvider>
    </StrictMode>,
  ),
);
