export * from './notification-draft.ts';
export * from './notification-id.ts';
