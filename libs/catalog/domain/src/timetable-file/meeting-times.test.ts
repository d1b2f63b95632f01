import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { parseDays, parseMeetings, parseTime } from './meeting-times.ts';

const written = { startTime: '09:00 AM', endTime: '10:50 AM', days: 'TR', building: '', room: '' };

describe('times of a timetable file', () => {
  test.each([
    ['09:00 AM', '09:00'],
    ['9:00 am', '09:00'],
    ['12:00 AM', '00:00'],
    ['12:30 PM', '12:30'],
    ['01:50 PM', '13:50'],
    ['11:59 PM', '23:59'],
  ])('reads "%s" as %s', (text, time) => {
    expect(parseTime(text)).toBe(time);
  });

  test.each(['', '13:00 PM', '00:10 AM', '09:60 AM', '9 AM', '09:00', 'noon'])('refuses "%s"', (text) => {
    expect(() => parseTime(text)).toThrow(/is not like "09:00 AM"/);
  });

  it('reads every minute of a day as it is written on a twelve-hour clock', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), (hour, minute) => {
        const two = (value: number) => String(value).padStart(2, '0');
        const text = `${two(hour % 12 || 12)}:${two(minute)} ${hour < 12 ? 'AM' : 'PM'}`;
        expect(parseTime(text)).toBe(`${two(hour)}:${two(minute)}`);
      }),
    );
  });
});

describe('days of a timetable file', () => {
  it('takes R for Thursday, S for Saturday and U for Sunday', () => {
    expect(parseDays('MTWRFSU')).toEqual(['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN']);
  });

  it('puts them into the order of the week, each once', () => {
    expect(parseDays('FMF')).toEqual(['MON', 'FRI']);
  });

  it('refuses a letter that is no day, and names it', () => {
    expect(() => parseDays('MX')).toThrow('The days "MX" hold "X", which is none of M, T, W, R, F, S and U');
  });
});

describe('meetings of a row', () => {
  it('are one for each day, with their place', () => {
    const { meetings } = parseMeetings({ ...written, building: 'Huff Hall', room: '131' });
    expect(meetings).toEqual([
      { day: 'TUE', start: '09:00', end: '10:50', building: 'Huff Hall', room: '131' },
      { day: 'THU', start: '09:00', end: '10:50', building: 'Huff Hall', room: '131' },
    ]);
  });

  it('have no building and room where the file has none', () => {
    const meeting = { day: 'TUE', start: '09:00', end: '10:50' };
    expect(parseMeetings({ ...written, days: 'T' }).meetings).toEqual([meeting]);
    expect(parseMeetings({ ...written, days: 'T', room: 'ARR' }).meetings).toEqual([meeting]);
  });

  it('are none when ARRANGED, even where days and a place are named', () => {
    const arranged = { startTime: 'ARRANGED', endTime: '', days: 'MTWRF', building: 'Armory', room: 'ARR' };
    expect(parseMeetings(arranged)).toEqual({ meetings: [] });
    expect(parseMeetings({ ...arranged, startTime: '' })).toEqual({ meetings: [] });
  });

  it('are none when the day is left open, and the time is told', () => {
    expect(parseMeetings({ ...written, days: '' })).toEqual({
      meetings: [],
      timeWithoutDay: { start: '09:00', end: '10:50' },
    });
  });

  it('must end after they start', () => {
    expect(() => parseMeetings({ ...written, endTime: '09:00 AM' })).toThrow(/ends .* not after it starts/);
    expect(() => parseMeetings({ ...written, endTime: '08:00 AM' })).toThrow(/ends .* not after it starts/);
  });

  it('must have a start when they have an end', () => {
    expect(() => parseMeetings({ ...written, startTime: 'ARRANGED' })).toThrow(/an end .* but no start/);
  });
});
