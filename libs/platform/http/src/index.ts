export * from './access-guard.ts';
export * from './access-tokens.ts';
export * from './cursor.ts';
export * from './fastify-setup.ts';
export * from './idempotency-interceptor.ts';
export * from './media-type.ts';
export * from './problem-filter.ts';
export * from './route-decorator.ts';
export { routeOf } from './route-metadata.ts';
