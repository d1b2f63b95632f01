export * from './database-url.ts';
export * from './process-settings.ts';
export * from './read-settings.ts';
