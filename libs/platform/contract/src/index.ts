export * from './event.ts';
export * from './field.ts';
export * from './manifest.ts';
export * from './operation.ts';
export * from './problem.ts';
export * from './route.ts';
