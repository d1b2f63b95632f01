export * from './database.ts';
export * from './eventually.ts';
export * from './free-port.ts';
export * from './postgres.ts';
export * from './rabbitmq.ts';
