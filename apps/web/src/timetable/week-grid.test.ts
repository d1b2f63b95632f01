import { describe, expect, it } from '@jest/globals';
import { minutesOf, weekOf, type WeeklyTime } from './week-grid.ts';

interface Course {
  name: string;
  times: WeeklyTime[];
}

const course = (name: string, ...times: [WeeklyTime['day'], string, string][]): Course => ({
  name,
  times: times.map(([day, start, end]) => ({ day, start, end })),
});

const weekWith = (...courses: Course[]) => weekOf(courses, ({ times }) => times);

const placesOn = (week: ReturnType<typeof weekWith>, day: WeeklyTime['day']) =>
  week.days
    .find((one) => one.day === day)!
    .blocks.map(({ item, lane, lanes }) => `${item.name} ${lane + 1}/${lanes}`);

describe('a week', () => {
  it('shows the working days and hours when nothing takes place', () => {
    const week = weekWith();
    expect(week.days.map(({ day }) => day)).toEqual(['MON', 'TUE', 'WED', 'THU', 'FRI']);
    expect(week).toMatchObject({ firstHour: 9, lastHour: 17 });
  });

  it('grows by the day and the hours of what takes place', () => {
    const week = weekWith(
      course('early', ['SAT', '07:30', '08:20']),
      course('late', ['MON', '20:00', '21:05']),
    );
    expect(week.days.map(({ day }) => day)).toEqual(['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']);
    expect(week).toMatchObject({ firstHour: 7, lastHour: 22 });
  });

  it('shows every meeting of an item, in order of time', () => {
    const week = weekWith(
      course('late', ['MON', '13:00', '14:00'], ['WED', '13:00', '14:00']),
      course('early', ['MON', '10:00', '11:00']),
    );
    expect(placesOn(week, 'MON')).toEqual(['early 1/1', 'late 1/1']);
    expect(placesOn(week, 'WED')).toEqual(['late 1/1']);
  });
});

describe('meetings at the same time', () => {
  it('stand side by side and know each other', () => {
    const week = weekWith(course('a', ['MON', '10:00', '11:00']), course('b', ['MON', '10:30', '11:30']));
    expect(placesOn(week, 'MON')).toEqual(['a 1/2', 'b 2/2']);
    const [a, b] = week.days[0]!.blocks;
    expect(a!.clashesWith.map(({ name }) => name)).toEqual(['b']);
    expect(b!.clashesWith.map(({ name }) => name)).toEqual(['a']);
  });

  it('that only touch do not clash', () => {
    const week = weekWith(course('a', ['MON', '10:00', '11:00']), course('b', ['MON', '11:00', '12:00']));
    expect(placesOn(week, 'MON')).toEqual(['a 1/1', 'b 1/1']);
    expect(week.days[0]!.blocks.every(({ clashesWith }) => clashesWith.length === 0)).toBe(true);
  });

  it('take a column again once it is free, as wide as the rest of their group', () => {
    const week = weekWith(
      course('long', ['MON', '09:00', '12:00']),
      course('first', ['MON', '09:00', '10:00']),
      course('second', ['MON', '10:00', '11:00']),
    );
    expect(placesOn(week, 'MON')).toEqual(['first 1/2', 'long 2/2', 'second 1/2']);
    expect(week.days[0]!.blocks[0]!.clashesWith.map(({ name }) => name)).toEqual(['long']);
  });

  it('on other days do not clash', () => {
    const week = weekWith(course('a', ['MON', '10:00', '11:00']), course('b', ['TUE', '10:00', '11:00']));
    expect(placesOn(week, 'TUE')).toEqual(['b 1/1']);
  });

  it('of one and the same item are no clash', () => {
    const week = weekWith(course('twice', ['MON', '10:00', '11:00'], ['MON', '10:00', '11:00']));
    expect(week.days[0]!.blocks.map(({ clashesWith }) => clashesWith)).toEqual([[], []]);
  });
});

it('reads a time as minutes since midnight', () => {
  expect(['00:00', '09:05', '23:59'].map(minutesOf)).toEqual([0, 545, 1439]);
});
