import './design/tokens.css';
import './design/base.css';
import './i18n/i18n.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { startTransition, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queries } from './api/query-client.ts';
import { sessionOf } from './api/session.ts';
import { makeRouter } from './router.tsx';
import { variantOf } from './variant/variant.ts';

// The page will need it in a moment. Where it cannot be had now, whoever needs it tries again, and hears why.
const shown = variantOf(new URLSearchParams(location.search).get('variant'));
sessionOf(shown)
  .accessToken()
  .catch(() => undefined);

const root = createRoot(document.getElementById('site')!);
// The site's modules have just been evaluated, which takes a slow phone long: it may do something else before it goes on.
await new Promise((resolve) => setTimeout(resolve));
const router = makeRouter();
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
