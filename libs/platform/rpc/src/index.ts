export { createEndpoint, LOGGER } from './endpoint.ts';
export * from './inject-client.ts';
export * from './local-client.ts';
export * from './operation-registry.ts';
export * from './remote-client.ts';
export { ReplicaSet } from './replica-set.ts';
