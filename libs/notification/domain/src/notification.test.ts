import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { draftsOf, kindOfChange, kindOfDrop, readLastEventId, readNotificationId } from './index.ts';

describe('drafts', () => {
  it('name the enrolment and nothing else of what happened', () => {
    const fact = { enrollmentId: 'e1', studentId: 'kim', sectionId: 's1', reason: 'account-limit' };
    expect(draftsOf('rejected', [fact])).toEqual([
      { kind: 'rejected', enrollmentId: 'e1', studentId: 'kim', sectionId: 's1' },
    ]);
  });

  it('tell a drop from a section that was cancelled', () => {
    const fact = { enrollmentId: 'e1', studentId: 'kim', sectionId: 's1' };
    const causes = ['student', 'swap', 'section-cancelled'].map((cause) => ({ ...fact, cause }));
    expect(draftsOf(kindOfDrop, causes).map(({ kind }) => kind)).toEqual([
      'dropped',
      'dropped',
      'section-cancelled',
    ]);
  });

  it('tell of new times, and whether they clash', () => {
    expect(kindOfChange({ clashes: false })).toBe('section-changed');
    expect(kindOfChange({ clashes: true })).toBe('section-conflict');
  });
});

describe('the place that a client goes on from', () => {
  it('is an id, or 0 for the beginning', () => {
    expect(readLastEventId('42')).toBe(42n);
    expect(readLastEventId('0')).toBe(0n);
    expect(readLastEventId('00')).toBeUndefined();
    expect(readLastEventId('4, 2')).toBeUndefined();
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
