import { describe, expect, it } from '@jest/globals';
import { clashes, clashingWith, type MeetingTime } from './clashes.ts';

const at = (day: MeetingTime['day'], start: string, end: string): MeetingTime => ({ day, start, end });

describe('clashes', () => {
  it('are meetings of one day that share some time', () => {
    expect(clashes([at('MON', '10:00', '11:00')], [at('MON', '10:30', '11:30')])).toBe(true);
    expect(clashes([at('MON', '09:00', '12:00')], [at('MON', '10:00', '11:00')])).toBe(true);
  });

  it('are none on different days', () => {
    expect(clashes([at('MON', '10:00', '11:00')], [at('TUE', '10:00', '11:00')])).toBe(false);
  });

  it('are none where one ends when the other begins', () => {
    expect(clashes([at('MON', '10:00', '11:00')], [at('MON', '11:00', '12:00')])).toBe(false);
  });

  it('need only one pair of many meetings', () => {
    const first = [at('MON', '10:00', '11:00'), at('FRI', '14:00', '16:00')];
    expect(clashes(first, [at('WED', '10:00', '11:00'), at('FRI', '15:00', '17:00')])).toBe(true);
  });

  it('are impossible for what has no time', () => {
    expect(clashes([], [at('MON', '10:00', '11:00')])).toBe(false);
  });
});

describe('what a section clashes with', () => {
  const section = (id: string, meetings: MeetingTime[], term = 'fall') => ({ id, term, meetings });
  const wanted = section('wanted', [at('MON', '10:00', '11:00')]);

  it('is named in the order in which it was given', () => {
    const later = section('later', [at('MON', '10:30', '11:30')]);
    const free = section('free', [at('TUE', '10:00', '11:00')]);
    const same = section('same', [at('MON', '10:00', '11:00')]);
    expect(clashingWith(wanted, [later, free, same])).toEqual([later, same]);
  });

  it('is never the section itself', () => {
    expect(clashingWith(wanted, [wanted])).toEqual([]);
  });

  it('is never of another term', () => {
    expect(clashingWith(wanted, [section('spring', wanted.meetings, 'spring')])).toEqual([]);
  });
});
