import type { Route } from '@sugang/contract';

/** The key under which a controller's method keeps the declaration that it serves. */
export const ROUTE = Symbol('route');

/** The declaration of the endpoint that a controller's method serves. */
export const routeOf = (handler: object): Route | undefined =>
  Reflect.getMetadata(ROUTE, handler) as Route | undefined;
