import { describe, expect, it } from '@jest/globals';
import { KnownSections } from './known-sections.ts';

interface Section {
  id: string;
  title: string;
}

const entry = (
  sectionId: string,
  title?: string,
): { enrollment: { sectionId: string }; section?: Section } => ({
  enrollment: { sectionId },
  ...(title && { section: { id: sectionId, title } }),
});

describe('sections that were seen', () => {
  it('stand in while the catalog cannot be reached', () => {
    const known = new KnownSections<Section>();
    known.complete([entry('a', 'Algebra')]);
    expect(known.complete([entry('a')])).toEqual([entry('a', 'Algebra')]);
  });

  it('give way to what the catalog says now', () => {
    const known = new KnownSections<Section>();
    known.complete([entry('a', 'Algebra')]);
    expect(known.complete([entry('a', 'Algebra I')])).toEqual([entry('a', 'Algebra I')]);
    expect(known.complete([entry('a')])).toEqual([entry('a', 'Algebra I')]);
  });

  it('do not make up what nobody has seen', () => {
    expect(new KnownSections<Section>().complete([entry('b')])).toEqual([entry('b')]);
  });
});
