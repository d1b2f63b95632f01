import { billingRoutes } from '@sugang/billing-contracts';
import { catalogRoutes } from '@sugang/catalog-contracts';
import type { Route } from '@sugang/contract';
import { enrollmentRoutes } from '@sugang/enrollment-contracts';
import { identityRoutes } from '@sugang/identity-contracts';
import { notificationRoutes } from '@sugang/notification-contracts';

/** Every endpoint that the contracts declare. */
export const allRoutes: readonly Route[] = [
  identityRoutes,
  catalogRoutes,
  enrollmentRoutes,
  billingRoutes,
  notificationRoutes,
].flatMap((routes) => Object.values(routes) as Route[]);

/** `GET /api/terms/{id}`, the name of a route in test titles and failures. */
export const nameOf = (route: Route): string => `${route.method} ${route.path}`;

/** Routes as a table of tests takes them. */
export const named = (routes: readonly Route[]): (readonly [string, Route])[] =>
  routes.map((route) => [nameOf(route), route] as const);
