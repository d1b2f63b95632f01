export * from './operations.ts';
export * from './routes.ts';
