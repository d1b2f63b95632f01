export { History, HistoryLine } from './history/history.ts';
export { HistoryFile } from './history/history-file.ts';
export { readHistory } from './history/read-history.ts';
export type { Violation } from './rules/rule.ts';
export type { ContextDatabase } from './state/read-state.ts';
export { Redelivery } from './redelivery.ts';
export { verify, type Verification, type VerifyOptions } from './verify.ts';
