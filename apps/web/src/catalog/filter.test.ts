import { describe, expect, it } from '@jest/globals';
import { choicesOf, filterSections, wordsOf, type Searchable } from './filter.ts';
import type { CatalogSearch } from './search.ts';

const section = (id: string, changes: Partial<Searchable> = {}): Searchable => ({
  id,
  subject: 'CS',
  number: '225',
  code: 'CS 225',
  title: 'Data Structures',
  instructors: ['Anna Müller', '김민수'],
  credits: { min: 3, max: 3 },
  meetings: [
    { day: 'MON', start: '10:00', end: '10:50' },
    { day: 'WED', start: '14:00', end: '15:50' },
  ],
  ...changes,
});

const calculus = section('calculus', {
  subject: 'MATH',
  number: '101',
  code: 'MATH 101',
  title: 'Calculus',
  instructors: [],
  credits: { min: 2, max: 4, choices: [2, 4] },
  meetings: [{ day: 'TUE', start: '09:00', end: '09:50' }],
});
const thesis = section('thesis', {
  code: 'CS 499',
  number: '499',
  title: 'Thesis',
  instructors: [],
  meetings: [],
});
const all = [section('data'), calculus, thesis];

const found = (search: CatalogSearch, openIds?: ReadonlySet<string>) =>
  filterSections(all, search, openIds).map(({ id }) => id);

describe('words', () => {
  it('are looked for in code, title and instructors, all of them, in any order', () => {
    expect(found({ q: 'structures 225' })).toEqual(['data']);
    expect(found({ q: 'kim' })).toEqual([]);
    expect(found({ q: '김민수' })).toEqual(['data']);
    expect(found({ q: 'cs calculus' })).toEqual([]);
  });

  it('are found in part, in any case, without accents', () => {
    expect(found({ q: 'CALC' })).toEqual(['calculus']);
    expect(found({ q: 'muller' })).toEqual(['data']);
  });

  it('find a code with and without its space', () => {
    expect(found({ q: 'cs225' })).toEqual(['data']);
    expect(found({ q: 'cs 225' })).toEqual(['data']);
  });

  it('find everything where there are none', () => {
    expect(wordsOf('  ')).toEqual([]);
    expect(found({ q: '  ' })).toEqual(['data', 'calculus', 'thesis']);
  });
});

describe('filters', () => {
  it('keep a subject', () => {
    expect(found({ subject: 'MATH' })).toEqual(['calculus']);
  });

  it('keep what meets on a day', () => {
    expect(found({ day: 'WED' })).toEqual(['data']);
    expect(found({ day: 'FRI' })).toEqual([]);
  });

  it('keep what has no meeting outside of some hours', () => {
    expect(found({ from: '10:00' })).toEqual(['data', 'thesis']);
    expect(found({ to: '11:00' })).toEqual(['calculus', 'thesis']);
  });

  it('look only at the hours of a day if one is chosen', () => {
    expect(found({ day: 'MON', to: '11:00' })).toEqual(['data']);
    expect(found({ day: 'WED', to: '11:00' })).toEqual([]);
  });

  it('keep what is offered for some credits', () => {
    expect(found({ credits: 3 })).toEqual(['data', 'thesis']);
    expect(found({ credits: 4 })).toEqual(['calculus']);
  });

  it('keep what has a free seat, as soon as that is known', () => {
    expect(found({ open: true }, new Set(['thesis']))).toEqual(['thesis']);
    expect(found({ open: true })).toEqual(['data', 'calculus', 'thesis']);
  });

  it('all have to agree', () => {
    expect(found({ subject: 'CS', q: 'thesis', credits: 3 })).toEqual(['thesis']);
    expect(found({ subject: 'CS', q: 'calculus' })).toEqual([]);
  });
});

it('one can choose among the subjects and credits that there are', () => {
  expect(choicesOf(all)).toEqual({ subjects: ['CS', 'MATH'], credits: [2, 3, 4] });
});
