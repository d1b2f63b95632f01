import type { Stage } from '../machine/stage.ts';
import type { Holder } from './fill.ts';

const contexts = ['identity', 'catalog', 'enrollment', 'billing', 'notification'];

/** The monolith's one database. */
export const monolithHolder = (stage: Stage): Holder => ({ database: stage.database('monolith'), contexts });

/** The microservices' databases, one for each context. */
export const microserviceHolders = (stage: Stage): Holder[] =>
  contexts.map((context) => ({ database: stage.database(`msa_${context}`), contexts: [context] }));
