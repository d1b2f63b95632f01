import { describe, expect, it } from '@jest/globals';
import {
  draftOf,
  emptyDraft,
  faultOf,
  localTimeOf,
  windowOf,
  withYear,
  yearsToChoose,
} from './window-draft.ts';

const local = (year: number, month: number, day: number, hour: number, minute = 0, second = 0) =>
  new Date(year, month - 1, day, hour, minute, second).toISOString();

const window = { opensAt: local(2026, 3, 2, 9), closesAt: local(2026, 3, 6, 18, 30), years: [3, 4] };

describe('a window', () => {
  it('is edited in local time, whatever the time zone', () => {
    expect(draftOf(window, 1)).toEqual({
      key: 1,
      opens: '2026-03-02T09:00',
      closes: '2026-03-06T18:30',
      years: [3, 4],
    });
  });

  it('is the same after it was edited in no way', () => {
    expect(windowOf(draftOf(window, 1))).toEqual(window);
    const forAll = { opensAt: window.opensAt, closesAt: window.closesAt };
    expect(windowOf(draftOf(forAll, 1))).toEqual(forAll);
  });

  it('keeps its seconds', () => {
    const odd = { opensAt: local(2000, 1, 1, 0), closesAt: local(2099, 12, 31, 23, 59, 59) };
    expect(localTimeOf(odd.closesAt)).toBe('2099-12-31T23:59:59');
    expect(windowOf(draftOf(odd, 1))).toEqual(odd);
  });

  it('cannot be saved without both times, nor if it closes before it opens', () => {
    const draft = draftOf(window, 1);
    expect(faultOf(draft)).toBeUndefined();
    expect(faultOf(emptyDraft(1))).toBe('missing');
    expect(faultOf({ ...draft, closes: '' })).toBe('missing');
    expect(faultOf({ ...draft, closes: draft.opens })).toBe('order');
  });
});

describe('the years of a window', () => {
  it('are added and taken away, in order', () => {
    const draft = withYear(withYear(withYear(emptyDraft(1), 3, true), 1, true), 3, true);
    expect(draft.years).toEqual([1, 3]);
    expect(withYear(draft, 1, false).years).toEqual([3]);
  });

  it('without a year mean all of them', () => {
    expect(windowOf(withYear(draftOf({ ...window, years: [1] }, 1), 1, false))).not.toHaveProperty('years');
  });

  it('can be others than the usual ones', () => {
    expect(yearsToChoose([{ ...emptyDraft(1), years: [9] }])).toEqual([1, 2, 3, 4, 5, 6, 9]);
  });
});
