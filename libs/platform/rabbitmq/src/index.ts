export * from './dead-letter-queue.ts';
export * from './rabbitmq.ts';
