export * from './fetch-trace.ts';
export * from './render-trace.ts';
export * from './span.ts';
export * from './summary.ts';
export * from './trace-receiver.ts';
export * from './trace-store.ts';
