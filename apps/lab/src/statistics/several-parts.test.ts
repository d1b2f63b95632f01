import { describe, expect, test } from '@jest/globals';
import { partOf, wholeOf } from './several-parts.ts';

describe('A claim of several parts', () => {
  test.each([
    ['holds', ['so', 'so']],
    ['does not hold', ['not so', 'not so']],
    ['depends', ['so', 'not so']],
    ['inside the noise', ['so', 'inside the noise']],
    ['inside the noise', ['not so', 'inside the noise']],
    // Whichever way the last one falls, it depends.
    ['depends', ['so', 'not so', 'inside the noise']],
  ] as const)('%s where its parts are %j', (answer, parts) => expect(wholeOf(parts)).toBe(answer));

  test('has a part inside the noise where the rounds disagree on it', () => {
    const isSmall = (value: number) => value < 10;
    expect(partOf([1, 2, 3], isSmall)).toBe('so');
    expect(partOf([11, 12], isSmall)).toBe('not so');
    expect(partOf([1, 12], isSmall)).toBe('inside the noise');
  });
});
