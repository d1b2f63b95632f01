import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { draftsOf, readNotificationId } from './index.ts';

describe('drafts', () => {
  it('name the enrolment and nothing else of what happened', () => {
    const fact = { enrollmentId: 'e1', studentId: 'kim', sectionId: 's1', reason: 'account-limit' };
    expect(draftsOf('rejected', [fact])).toEqual([
      { kind: 'rejected', enrollmentId: 'e1', studentId: 'kim', sectionId: 's1' },
    ]);
  });
});

describe('an id that a client sent', () => {
  it('is read when it is a positive integer', () => {
    expect(readNotificationId('42')).toBe(42n);
  });

  it.each(['', '0', '-1', '007', '1.5', '1e3', ' 1', 'abc', "1' OR 1=1", '9'.repeat(19)])(
    'is none: %p',
    (text) => {
      expect(readNotificationId(text)).toBeUndefined();
    },
  );

  it('always fits the database', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{1,30}$/), (text) => {
        expect((readNotificationId(text) ?? 0n) < 2n ** 63n).toBe(true);
      }),
    );
  });
});
