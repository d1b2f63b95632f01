import { Problem, unavailable } from '@sugang/contract';
import type { FetchCopies } from './fetch-copies.ts';

/** The ids that something needs and enrollment has no copy of. */
export interface Missing {
  students: string[];
  sections: string[];
}

/** Undoes a unit of work that needs what enrollment has not heard of yet. */
export class NotKnownYet extends Error {
  constructor(readonly missing: Missing) {
    super('Something that this needs is not known here yet.');
  }
}

/** Why something cannot be fetched: its owner is away. */
export const cannotLookUp = () => unavailable('The section cannot be looked up now. Try again in a moment.');

/**
 * Does `work`; where that needs what is not known yet, fetches it and does it again.
 *
 * @param orElse what a second miss is answered with: there is no such thing
 * @throws Problem `unavailable` where the owner cannot be asked
 */
export async function knowing<T>(
  copies: FetchCopies,
  work: () => Promise<T>,
  orElse: () => Problem,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof NotKnownYet)) throw error;
    await copies.fetch(error.missing).catch((failure: unknown) => {
      throw failure instanceof Problem && failure.status >= 500 ? cannotLookUp() : failure;
    });
  }
  try {
    return await work();
  } catch (error) {
    throw error instanceof NotKnownYet ? orElse() : error;
  }
}
