import { defineEvent } from '@sugang/contract';
import { VersionedSection, VersionedTerm } from './operations.ts';

export const SectionChanged = defineEvent('catalog.section-changed', {
  summary: 'A section was made, changed or cancelled; carries its whole state',
  payload: VersionedSection,
});

export const TermChanged = defineEvent('catalog.term-changed', {
  summary: 'A term was made or its registration windows changed; carries its whole state',
  payload: VersionedTerm,
});
