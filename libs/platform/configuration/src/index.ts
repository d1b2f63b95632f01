export * from './database-url.ts';
export * from './json-setting.ts';
export * from './peers.ts';
export * from './process-settings.ts';
export * from './read-settings.ts';
