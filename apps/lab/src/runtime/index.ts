export { parseGroups, parseReplicas } from './choices.ts';
export { startProcesses, processesRuntime } from './processes/start.ts';
export type { ProcessesOptions } from './processes/options.ts';
export { databasesOf } from './processes/databases-of.ts';
export * from './runtime.ts';
