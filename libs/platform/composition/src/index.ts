export * from './background-work.ts';
export * from './binding-plan.ts';
export * from './compose-process.ts';
export * from './context-module.ts';
export {
  eventPublisherOf,
  idempotencyStoreOf,
  SETTINGS,
  strategyToken,
  type KeysContract,
} from './platform-module.ts';
export * from './stopping.ts';
