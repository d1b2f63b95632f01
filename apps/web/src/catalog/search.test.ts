import { describe, expect, it } from '@jest/globals';
import { countFilters, validateCatalogSearch } from './search.ts';

describe('the search in the address', () => {
  it('is kept as it is where it makes sense', () => {
    const search = {
      term: 'demo',
      q: 'data structures',
      subject: 'CS',
      day: 'MON',
      from: '09:00',
      to: '17:30',
      open: true,
      credits: 3,
    };
    expect(validateCatalogSearch(search)).toEqual(search);
  });

  it('may be typed by hand', () => {
    expect(validateCatalogSearch({ q: 225, open: 'true', credits: '0' })).toEqual({
      q: '225',
      open: true,
      credits: 0,
    });
  });

  it('loses what makes no sense', () => {
    const nonsense = {
      q: '',
      term: { id: 1 },
      day: 'MONDAY',
      from: '25:00',
      to: 'noon',
      open: false,
      credits: 'some',
      subject: null,
    };
    expect(validateCatalogSearch(nonsense)).toEqual({});
  });

  it('leaves what is not the catalog’s to others', () => {
    expect(validateCatalogSearch({ variant: 'msa' })).toEqual({});
  });
});

it('filters are counted without words and term', () => {
  expect(countFilters({})).toBe(0);
  expect(countFilters({ term: 'demo', q: 'cs', day: 'MON', credits: 0 })).toBe(2);
});
