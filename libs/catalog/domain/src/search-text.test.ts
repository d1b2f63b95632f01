import { describe, expect, it } from '@jest/globals';
import { searchText, searchWords } from './search-text.ts';

const section = {
  subject: 'CS',
  number: '225',
  code: 'CS 225',
  title: 'Data  Structures',
  instructors: ['Müller, R', "O'Brien, P"],
};

const finds = (query: string) => searchWords(query).every((word) => searchText(section).includes(word));

describe('the search', () => {
  it('finds a section by code, title and instructors, in any case', () => {
    expect(['CS 225', 'cs225', 'data structures', 'STRUCT', "o'brien"].every(finds)).toBe(true);
  });

  it('does not need the accents', () => {
    expect(finds('muller') && finds('MÜLLER')).toBe(true);
  });

  it('wants every word, in any order', () => {
    expect(finds('structures cs')).toBe(true);
    expect(finds('structures math')).toBe(false);
  });

  it('takes signs as they are', () => {
    expect(finds('%') || finds('_')).toBe(false);
  });

  it('finds everything for a query without a word', () => {
    expect(searchWords('   ')).toEqual([]);
  });
});
