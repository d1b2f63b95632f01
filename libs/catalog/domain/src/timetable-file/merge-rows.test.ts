import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TimetableRow } from './columns.ts';
import type { PlacedPiece } from './merge-rows.ts';
import { mergeRows } from './merge-rows.ts';
import { readRow } from './read-row.ts';
import { TermNames } from './term-names.ts';
import { aRow } from '../../test/timetable-row.ts';

function at(line: number, changes: Partial<TimetableRow> = {}): PlacedPiece {
  const result = readRow(aRow(changes));
  if ('reason' in result) throw new Error(result.reason);
  return { line, piece: result.piece };
}

describe('the rows of a section', () => {
  it('make one section with all their meetings, in the order of the week', () => {
    const { section, rejected } = mergeRows([
      at(2, { 'Days of Week': 'WM' }),
      at(3, { 'Days of Week': 'M', 'Start Time': '08:00 AM', 'End Time': '08:50 AM' }),
      at(4, { 'Start Time': 'ARRANGED', 'End Time': '' }),
    ]);
    expect(rejected).toEqual([]);
    expect(section).toMatchObject({ id: '2026-su-40507', term: '2026-su', prerequisites: [] });
    expect(section.meetings).toEqual([
      { day: 'MON', start: '08:00', end: '08:50' },
      { day: 'MON', start: '09:00', end: '09:50' },
      { day: 'WED', start: '09:00', end: '09:50' },
    ]);
  });

  it('may name different instructors', () => {
    const { section } = mergeRows([at(2), at(3, { Instructors: 'Pak, Y;Kim, D' })]);
    expect(section.instructors).toEqual(['Kim, D', 'Pak, Y']);
  });

  it('count a meeting once that is written twice', () => {
    expect(mergeRows([at(2), at(3)]).section.meetings).toHaveLength(1);
  });

  it('keep a time without a day in the description', () => {
    const { section } = mergeRows([at(2), at(3, { 'Days of Week': '' }), at(4, { 'Days of Week': '' })]);
    expect(section.meetings).toHaveLength(1);
    expect(section.description).toBe('Trees and graphs. Meets from 09:00 to 09:50; the day is arranged.');
  });

  it('are rejected when they contradict the first one', () => {
    const { section, rejected } = mergeRows([
      at(2),
      at(3, { Number: '226' }),
      at(5, { Name: 'Other' }),
      at(6, { 'Credit Hours': '4 hours.' }),
      at(7, { 'Section Status': 'C' }),
      at(8, { 'Days of Week': 'F' }),
    ]);
    expect(rejected).toEqual([
      { line: 3, reason: 'Section 40507 differs in its code from line 2' },
      { line: 5, reason: 'Section 40507 differs in its title from line 2' },
      { line: 6, reason: 'Section 40507 differs in its credits from line 2' },
      { line: 7, reason: 'Section 40507 differs in its status from line 2' },
    ]);
    expect(section.meetings.map(({ day }) => day)).toEqual(['MON', 'FRI']);
  });

  it('give the same section after a way through JSON, and in whatever order their days come', () => {
    const days = fc.shuffledSubarray([...'MTWRFSU'], { minLength: 1 });
    fc.assert(
      fc.property(days, (letters) => {
        const apart = letters.map((letter, index) => at(index + 2, { 'Days of Week': letter }));
        const [first, ...rest] = JSON.parse(JSON.stringify(apart)) as PlacedPiece[];
        const together = at(2, { 'Days of Week': letters.join('') });
        expect(mergeRows([first!, ...rest]).section).toEqual(mergeRows([together]).section);
      }),
    );
  });
});

describe('the terms of a file', () => {
  it('have the name of their first row, and a row that says otherwise is refused', () => {
    const terms = new TermNames();
    expect(terms.take({ id: '2026-su', name: 'Summer 2026' }, 2)).toBeUndefined();
    expect(terms.take({ id: '2026-su', name: 'Summer 2026' }, 3)).toBeUndefined();
    expect(terms.take({ id: '2026-su', name: 'Winter 2026' }, 4)).toEqual({
      reason: 'The term 2026-su is "Winter 2026" here and "Summer 2026" in line 2',
    });
    expect(terms.all()).toEqual([{ id: '2026-su', name: 'Summer 2026' }]);
  });
});
