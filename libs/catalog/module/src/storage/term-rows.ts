import type { Term, VersionedTerm } from '@sugang/catalog-contracts';
import type { Term as TermRow } from '../generated/client.ts';

/** The term that a row holds. */
export const toTerm = ({ id, name, registration }: TermRow): Term => ({
  id,
  name,
  registration: registration as Term['registration'],
});

/** The term with its version, as other contexts get it. */
export const toVersionedTerm = (row: TermRow): VersionedTerm => ({ term: toTerm(row), version: row.version });
