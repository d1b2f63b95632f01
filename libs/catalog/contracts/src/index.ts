export * from './events.ts';
export * from './operations.ts';
export * from './routes.ts';
export * from './section-input.ts';
export * from './section.ts';
