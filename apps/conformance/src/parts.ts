import { describe } from '@jest/globals';
import { targetsFromEnvironment } from './client/target.ts';

/**
 * What the tests consist of; `CONFORMANCE_PARTS="suite,rush"` runs only some. `compose` builds images and needs Docker, so
 * it runs only when it is named.
 */
export type Part =
  | 'suite'
  | 'model'
  | 'fuzz'
  | 'rush'
  | 'billing-outage'
  | 'replicas'
  | 'groupings'
  | 'runtime'
  | 'traces'
  | 'compose';

const PARTS: readonly Part[] = [
  'suite',
  'model',
  'fuzz',
  'rush',
  'billing-outage',
  'replicas',
  'groupings',
  'runtime',
  'traces',
  'compose',
];

/** Whether a part is to be run. */
export function isWanted(part: Part): boolean {
  const named = (process.env['CONFORMANCE_PARTS'] ?? '').split(',').filter(Boolean);
  const unknown = named.find((name) => !PARTS.includes(name as Part));
  if (unknown) throw new Error(`CONFORMANCE_PARTS names "${unknown}"; there are ${PARTS.join(', ')}.`);
  return named.length === 0 ? part !== 'compose' : named.includes(part);
}

/** `describe`, or `describe.skip` where none of the parts is wanted. */
export const describePart = (...parts: Part[]) => (parts.some(isWanted) ? describe : describe.skip);

/**
 * The same for a part that starts systems of its own. Where the environment names running targets, nothing is started.
 */
export const describeOwnSystem = (part: Part) =>
  targetsFromEnvironment().length > 0 ? describe.skip : describePart(part);
