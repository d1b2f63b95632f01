import { describe, expect, test } from '@jest/globals';
import { callSideBySide, laterVersions } from './contract-versions.ts';

/** Of ten calls of each caller, which meet an old and a new callee in turns. */
const CALLS = 10;
const half = CALLS / 2;

describe('An old and a new contract side by side', () => {
  test.each([
    ['an optional field more in the question', 0, 0],
    ['an optional field more in the answer', 0, 0],
    // An old caller does not send what the new callee needs.
    ['a field more in the question that is needed', half, 0],
    // The old callee does not answer what a new caller needs.
    ['a field more in the answer that is needed', 0, half],
    ['another name for a field of the answer', half, half],
  ])('%s: %i calls of the old caller fail, and %i of the new one', async (change, ofOld, ofNew) => {
    const version = laterVersions.find((one) => one.change === change)!;
    const { failedOfOld, failedOfNew } = await callSideBySide(version, CALLS);
    expect([failedOfOld, failedOfNew]).toEqual([ofOld, ofNew]);
  });

  test('is looked at for each change', () => expect(laterVersions).toHaveLength(5));
});
