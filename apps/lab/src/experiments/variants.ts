import type { Arm } from './experiment.ts';

/** The two variants, as most experiments compare them. */
export const variantArms: readonly [Arm, Arm] = [
  { id: 'monolith', title: 'Monolith' },
  { id: 'msa', title: 'Microservices' },
];

export type VariantArm = 'monolith' | 'msa';
