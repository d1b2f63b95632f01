export * from './admission.ts';
export * from './admit-batch.ts';
export * from './promote.ts';
export * from './schedule.ts';
export * from './section-offer.ts';
