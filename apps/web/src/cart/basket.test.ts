import { describe, expect, it } from '@jest/globals';
import { basketsOf, creditsOf } from './basket.ts';

const sections = new Map([
  ['a', { term: 'fall', credits: { min: 3, max: 3 } }],
  ['b', { term: 'spring', credits: { min: 2, max: 4 } }],
  ['c', { term: 'fall', credits: { min: 1, max: 4 } }],
]);
const baskets = (...cart: { sectionId: string; credits?: number }[]) =>
  basketsOf(cart, (id) => sections.get(id));

describe('the cart by terms', () => {
  it('keeps the order in which it was filled', () => {
    const found = baskets({ sectionId: 'a' }, { sectionId: 'b' }, { sectionId: 'c' });
    expect(found.map(({ term, items }) => [term, ...items.map(({ sectionId }) => sectionId)])).toEqual([
      ['fall', 'a', 'c'],
      ['spring', 'b'],
    ]);
  });

  it('is taken for the chosen credits, or else the least', () => {
    const [first] = baskets({ sectionId: 'a' }, { sectionId: 'c', credits: 4 });
    expect(first?.items.map(({ credits }) => credits)).toEqual([3, 4]);
    expect(baskets({ sectionId: 'c' })[0]?.items[0]?.credits).toBe(1);
  });

  it('keeps what is not known yet, at the end', () => {
    const found = baskets({ sectionId: 'unknown' }, { sectionId: 'a' });
    expect(found.map(({ term }) => term)).toEqual(['fall', undefined]);
  });

  it('is empty where nothing is in it', () => {
    expect(baskets()).toEqual([]);
  });
});

it('only what one does not have already adds credits', () => {
  const items = baskets({ sectionId: 'a' }, { sectionId: 'c', credits: 4 }, { sectionId: 'unknown' }).flatMap(
    (basket) => basket.items,
  );
  expect(creditsOf(items, new Set())).toBe(7);
  expect(creditsOf(items, new Set(['a']))).toBe(4);
});
