import { describe, expect, it } from '@jest/globals';
import { minorUnits, typedAmount } from './money-input.ts';

describe('an amount that was typed', () => {
  it('is in whole won', () => {
    expect(minorUnits('50000', 'KRW')).toBe(50_000);
    expect(minorUnits(' 1,250,000 ', 'KRW')).toBe(1_250_000);
    expect(minorUnits('0', 'KRW')).toBe(0);
  });

  it('is in cents where the currency has them', () => {
    expect(minorUnits('12', 'USD')).toBe(1_200);
    expect(minorUnits('12.5', 'USD')).toBe(1_250);
    expect(minorUnits('0.29', 'USD')).toBe(29);
  });

  it('is none where it is no amount of the currency', () => {
    const wrong = ['', '-5', '1.5', 'much', '1.', '99999999999999'].map((text) => minorUnits(text, 'KRW'));
    expect(wrong).toEqual(Array(6).fill(undefined));
    expect(minorUnits('1.005', 'USD')).toBeUndefined();
  });

  it('can be typed again as it is', () => {
    expect(typedAmount(50_000, 'KRW')).toBe('50000');
    expect(typedAmount(1_250, 'USD')).toBe('12.50');
    expect(minorUnits(typedAmount(1_299, 'USD'), 'USD')).toBe(1_299);
  });
});
