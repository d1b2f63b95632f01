import { describe, expect, it } from '@jest/globals';
import { compareSections } from './section-order.ts';

describe('the order of sections', () => {
  it('is by code, then id, character by character', () => {
    const sorted = [
      { code: 'CS 101', id: 'b' },
      { code: 'AAS 201', id: 'z' },
      { code: 'CS 101', id: 'B' },
      { code: 'CS 1010', id: 'a' },
      { code: 'CS 102', id: 'a' },
    ].toSorted(compareSections);
    expect(sorted.map(({ code, id }) => `${code}/${id}`)).toEqual([
      'AAS 201/z',
      'CS 101/B',
      'CS 101/b',
      'CS 1010/a',
      'CS 102/a',
    ]);
  });
});
