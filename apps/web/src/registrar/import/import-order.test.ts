import { describe, expect, it } from '@jest/globals';
import { fileFault, seatsIn } from './import-order.ts';

describe('what is sent to be imported', () => {
  it('is a file, no larger than the API takes', () => {
    expect(fileFault(undefined)).toBe('file-missing');
    expect(fileFault({ size: 64 * 1024 * 1024 })).toBeUndefined();
    expect(fileFault({ size: 64 * 1024 * 1024 + 1 })).toBe('file-large');
  });

  it('has a whole number of seats', () => {
    expect(['0', ' 30 ', '100000'].map(seatsIn)).toEqual([0, 30, 100_000]);
    expect(['', '-1', '1.5', '100001', '3e2', 'many'].map(seatsIn)).toEqual(Array(6).fill(undefined));
  });
});
