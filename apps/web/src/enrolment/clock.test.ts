import { describe, expect, it } from '@jest/globals';
import { clockDifference } from './clock.ts';

const DATE = 'Fri, 01 May 2026 09:00:00 GMT';
const told = Date.parse(DATE);

describe("the server's clock", () => {
  it('is taken for the same where it differs no more than an answer takes', () => {
    expect(clockDifference(DATE, told - 300, told + 800)).toBe(0);
    expect(clockDifference(DATE, told + 900, told + 1500)).toBe(0);
  });

  it("is believed where the visitor's is wrong", () => {
    expect(clockDifference(DATE, told - 60_000, told - 60_000)).toBe(60_500);
    expect(clockDifference(DATE, told + 60_000, told + 60_000)).toBe(-59_500);
  });

  it('is not known from an answer without a date', () => {
    expect(clockDifference(null, 0, 0)).toBe(0);
    expect(clockDifference('soon', 0, 0)).toBe(0);
  });
});
