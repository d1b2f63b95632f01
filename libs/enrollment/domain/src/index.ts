export * from './admission.ts';
export * from './admit-batch.ts';
export * from './schedule.ts';
export * from './section-offer.ts';
