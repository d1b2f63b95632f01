import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
  stripSearchParams,
} from '@tanstack/react-router';
import { apiOf } from './api/client.ts';
import { queries } from './api/query-client.ts';
import { validateCatalogSearch } from './catalog/search.ts';
import { termsQuery } from './enrolment/queries.ts';
import { HomePage } from './home/HomePage.tsx';
import { validatePaymentsSearch } from './registrar/payments/search.ts';
import { validateRegistrarSectionsSearch } from './registrar/sections/search.ts';
import { Shell } from './shell/Shell.tsx';
import { NotFoundPage } from './shell/NotFoundPage.tsx';
import { PageFailure } from './shell/PageFailure.tsx';
import { validateTimetableSearch } from './timetable/search.ts';
import { variantOf, type Variant } from './variant/variant.ts';

/** What every address may carry. */
interface SiteSearch {
  readonly variant?: Variant;
}

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFoundPage,
  errorComponent: PageFailure,
  validateSearch: (search: Record<string, unknown>): SiteSearch => ({
    variant: variantOf(search['variant']),
  }),
  // Going somewhere else does not change the variant; the monolith needs no word in the address.
  search: { middlewares: [retainSearchParams(['variant']), stripSearchParams({ variant: 'monolith' })] },
});

const at = <const Path extends string>(path: Path) => ({ getParentRoute: () => root, path }) as const;
// Pages come when they are asked for: the first load has the frame and one page.
const page = lazyRouteComponent;

/** A page that begins with the terms: they are asked for while it is still on its way, once for all of its addresses. */
const withTerms = {
  loader: ({ location }: { readonly location: { readonly search: SiteSearch } }) => {
    const variant = variantOf(location.search.variant);
    void queries.prefetchQuery(termsQuery(apiOf(variant), variant));
  },
  staleTime: Infinity,
} as const;

const routes = [
  createRoute({ ...at('/'), component: HomePage }),
  createRoute({ ...at('/sign-in'), component: page(() => import('./sign-in/SignInPage.tsx')) }),
  createRoute({
    ...at('/sections'),
    ...withTerms,
    component: page(() => import('./catalog/CatalogPage.tsx')),
    validateSearch: validateCatalogSearch,
  }),
  createRoute({ ...at('/sections/$sectionId'), component: page(() => import('./catalog/SectionPage.tsx')) }),
  createRoute({ ...at('/cart'), ...withTerms, component: page(() => import('./cart/CartPage.tsx')) }),
  createRoute({
    ...at('/timetable'),
    ...withTerms,
    component: page(() => import('./timetable/TimetablePage.tsx')),
    validateSearch: validateTimetableSearch,
  }),
  createRoute({ ...at('/account'), component: page(() => import('./account/AccountPage.tsx')) }),
  createRoute({
    ...at('/notifications'),
    component: page(() => import('./notifications/NotificationsPage.tsx')),
  }),
  createRoute({
    ...at('/registrar/terms'),
    component: page(() => import('./registrar/terms/TermsPage.tsx')),
  }),
  createRoute({
    ...at('/registrar/import'),
    component: page(() => import('./registrar/import/ImportPage.tsx')),
  }),
  createRoute({
    ...at('/registrar/sections'),
    component: page(() => import('./registrar/sections/RegistrarSectionsPage.tsx')),
    validateSearch: validateRegistrarSectionsSearch,
  }),
  createRoute({
    ...at('/registrar/sections/$sectionId'),
    component: page(() => import('./registrar/sections/RegistrarSectionPage.tsx')),
  }),
  createRoute({
    ...at('/registrar/payments'),
    component: page(() => import('./registrar/payments/PaymentsPage.tsx')),
    validateSearch: validatePaymentsSearch,
  }),
  createRoute({ ...at('/lab'), component: page(() => import('./lab/topology/TopologyPage.tsx')) }),
  createRoute({ ...at('/lab/race'), component: page(() => import('./lab/race/RacePage.tsx')) }),
  createRoute({
    ...at('/lab/experiments'),
    component: page(() => import('./lab/experiments/ExperimentsPage.tsx')),
  }),
  createRoute({
    ...at('/lab/experiments/$id'),
    component: page(() => import('./lab/experiments/ExperimentPage.tsx')),
  }),
  createRoute({ ...at('/lab/modules'), component: page(() => import('./lab/modules/ModulesPage.tsx')) }),
] as const;

/** Makes the router, which knows where each page is. */
export const makeRouter = () =>
  createRouter({
    routeTree: root.addChildren(routes),
    scrollRestoration: true,
    // A page that breaks leaves the frame around it as it is.
    defaultErrorComponent: PageFailure,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
