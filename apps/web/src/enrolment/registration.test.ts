import { describe, expect, it } from '@jest/globals';
import { nextChange, phaseOf, remainingUntil, usualTerm } from './registration.ts';

const at = (iso: string) => Date.parse(iso);
const window = (opensAt: string, closesAt: string, years?: number[]) => ({
  opensAt: `${opensAt}T09:00:00Z`,
  closesAt: `${closesAt}T09:00:00Z`,
  ...(years && { years }),
});

const term = {
  registration: [window('2026-05-01', '2026-05-03', [4]), window('2026-05-05', '2026-05-10')],
};

describe('the registration of a term', () => {
  it('is upcoming before and between its windows, open in one, closed after the last', () => {
    expect(phaseOf(term, at('2026-04-30T00:00:00Z'))).toBe('upcoming');
    expect(phaseOf(term, at('2026-05-02T00:00:00Z'))).toBe('open');
    expect(phaseOf(term, at('2026-05-04T00:00:00Z'))).toBe('upcoming');
    expect(phaseOf(term, at('2026-05-06T00:00:00Z'))).toBe('open');
    expect(phaseOf(term, at('2026-05-11T00:00:00Z'))).toBe('closed');
  });

  it('opens at the very moment, and is closed at its end', () => {
    expect(phaseOf(term, at('2026-05-01T09:00:00Z'))).toBe('open');
    expect(phaseOf(term, at('2026-05-10T09:00:00Z'))).toBe('closed');
  });

  it('is closed without a window', () => {
    expect(phaseOf({ registration: [] }, 0)).toBe('closed');
  });

  it('changes next when a window opens or closes', () => {
    expect(nextChange(term, at('2026-05-02T00:00:00Z'))).toBe(at('2026-05-03T09:00:00Z'));
    expect(nextChange(term, at('2026-05-04T00:00:00Z'))).toBe(at('2026-05-05T09:00:00Z'));
    expect(nextChange(term, at('2026-05-11T00:00:00Z'))).toBeUndefined();
  });
});

describe('the term that is shown first', () => {
  const past = { id: 'past', registration: [window('2026-01-01', '2026-01-02')] };
  const open = { id: 'open', registration: [window('2026-05-01', '2026-05-30')] };
  const next = { id: 'next', registration: [window('2026-09-01', '2026-09-30')] };
  const now = at('2026-05-10T00:00:00Z');

  it('is an open one', () => {
    expect(usualTerm([past, next, open], now)).toBe(open);
  });

  it('is else one that will open', () => {
    expect(usualTerm([next, past], now)).toBe(next);
  });

  it('is else the last one', () => {
    const last = { ...past, id: 'last' };
    expect(usualTerm([past, last], now)).toBe(last);
    expect(usualTerm([], now)).toBeUndefined();
  });
});

describe('the time that remains', () => {
  it('is told in days, hours, minutes and seconds', () => {
    const now = at('2026-05-01T00:00:00Z');
    expect(remainingUntil(at('2026-05-03T04:05:06Z'), now)).toEqual({
      days: 2,
      hours: 4,
      minutes: 5,
      seconds: 6,
    });
  });

  it('is zero only when the moment has come', () => {
    const zero = { days: 0, hours: 0, minutes: 0, seconds: 0 };
    expect(remainingUntil(1001, 1000)).toEqual({ ...zero, seconds: 1 });
    expect(remainingUntil(1000, 1000)).toEqual(zero);
    expect(remainingUntil(1000, 5000)).toEqual(zero);
  });
});
