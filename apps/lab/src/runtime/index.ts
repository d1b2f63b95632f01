export { parseGroups, parseReplicas } from './choices.ts';
export { composeRuntime, startCompose } from './compose/start.ts';
export type { ComposeOptions } from './compose/options.ts';
export { startProcesses, processesRuntime } from './processes/start.ts';
export type { ProcessesOptions } from './processes/options.ts';
export { databasesOf } from './processes/databases-of.ts';
export * from './resource-sampler.ts';
export * from './runtime.ts';
export type { StartOptions } from './start-options.ts';
