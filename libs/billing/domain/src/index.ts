export * from './decide-charges.ts';
export * from './decide-releases.ts';
export * from './ledger.ts';
export * from './tuition.ts';
