import { defineContract, operation } from '@sugang/contract';
import { z } from 'zod';
import { Section, Term } from './section.ts';

/** A section or term with its version: it rises with each change, and a reader ignores what is older than what it has. */
const Version = z.number().int();
export const VersionedSection = z.object({ section: Section, version: Version });
export type VersionedSection = z.infer<typeof VersionedSection>;
export const VersionedTerm = z.object({ term: Term, version: Version });
export type VersionedTerm = z.infer<typeof VersionedTerm>;

/** What the catalog offers to other contexts. */
export const CatalogApi = defineContract('catalog', {
  sectionsByIds: operation({
    summary: 'The sections with these ids; unknown ids are left out',
    input: z.object({ ids: z.array(z.string()).max(1_000) }),
    output: z.object({ sections: z.array(VersionedSection) }),
    idempotent: true,
  }),
  termsByIds: operation({
    summary: 'The terms with these ids; unknown ids are left out',
    input: z.object({ ids: z.array(z.string()).max(200) }),
    output: z.object({ terms: z.array(VersionedTerm) }),
    idempotent: true,
  }),
});
