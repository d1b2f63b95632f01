import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import type { TimetableColumn, TimetableRow } from './columns.ts';
import { TIMETABLE_COLUMNS } from './columns.ts';
import type { SectionPiece } from './read-row.ts';
import { readRow } from './read-row.ts';
import { aRow } from '../../test/timetable-row.ts';

const read = (changes: Partial<TimetableRow> = {}) => readRow(aRow(changes));

function taken(changes: Partial<TimetableRow> = {}): SectionPiece {
  const result = read(changes);
  if ('reason' in result) throw new Error(`The row was not taken: ${result.reason}`);
  return result.piece;
}

describe('a row', () => {
  it('tells its term, its section and a meeting', () => {
    expect(taken()).toEqual({
      term: { id: '2026-su', name: 'Summer 2026' },
      sectionId: '2026-su-40507',
      crn: '40507',
      subject: 'CS',
      number: '225',
      code: 'CS 225',
      title: 'Data Structures',
      description: 'Trees and graphs.',
      credits: { min: 3, max: 3 },
      status: 'open',
      instructors: ['Kim, D'],
      meetings: [{ day: 'MON', start: '09:00', end: '09:50' }],
    });
  });

  it('has its HTML entities decoded, in names above all', () => {
    const piece = taken({
      Name: 'US Racial &amp; Ethnic Politics',
      Description: 'A &lt; B &#38; &eacute;',
      Instructors: 'O&#39;Neil, P;Kim, D',
    });
    expect(piece.title).toBe('US Racial & Ethnic Politics');
    expect(piece.description).toBe('A < B & é');
    expect(piece.instructors).toEqual(["O'Neil, P", 'Kim, D']);
  });

  it('has line breaks and repeated spaces made single', () => {
    expect(taken({ Description: ' Trees\r\n and\n\ngraphs. ' }).description).toBe('Trees and graphs.');
  });

  it('says after the name of the course what this section is about', () => {
    expect(taken({ Name: 'Special Topics', 'Section Title': 'Hydrogeology' }).title).toBe(
      'Special Topics: Hydrogeology',
    );
    expect(taken({ 'Section Title': 'Data Structures' }).title).toBe('Data Structures');
  });

  it('takes the credits of the section before those of the course', () => {
    const piece = taken({ 'Credit Hours': '3 OR 4 hours.', 'Section Credit Hours': '4 hours' });
    expect(piece.credits).toEqual({ min: 4, max: 4 });
  });

  it('may have many instructors, one twice, or none', () => {
    expect(taken({ Instructors: 'Henson, A;Pak, Y; Henson, A;' }).instructors).toEqual([
      'Henson, A',
      'Pak, Y',
    ]);
    expect(taken({ Instructors: '' }).instructors).toEqual([]);
  });

  test.each([
    ['A', 'open'],
    ['P', 'open'],
    ['C', 'cancelled'],
  ])('with the section status %s is %s', (text, status) => {
    expect(taken({ 'Section Status': text }).status).toBe(status);
  });

  test.each<[TimetableColumn, string, RegExp]>([
    ['CRN', '', /"CRN" is empty/],
    ['CRN', '40-507', /"CRN" must hold up to 20 letters and digits/],
    ['YearTerm', '2026/su', /"YearTerm" must hold/],
    ['Year', 'MMXXVI', /"Year" must hold a year/],
    ['Term', '  ', /"Term" is empty/],
    ['Subject', '', /"Subject" is empty/],
    ['Subject', 'C S', /"Subject" must hold/],
    ['Number', 'x'.repeat(21), /"Number" must hold/],
    ['Name', '', /"Name" is empty/],
    ['Name', 'x'.repeat(301), /"Name" must hold/],
    ['Description', 'x'.repeat(20_001), /"Description" has more than 20000 characters/],
    ['Description', 'a\0b', /"Description" holds a NUL character/],
    ['Credit Hours', 'some', /The credits "some"/],
    ['Section Status', 'Z', /The section status "Z"/],
    ['Start Time', '25:00 PM', /The time "25:00 PM"/],
    ['End Time', '', /The time ""/],
    ['End Time', '08:00 AM', /not after it starts/],
    ['Days of Week', 'MX', /The days "MX"/],
  ])('whose %s is %j is reported', (column, value, reason) => {
    expect(read({ [column]: value })).toEqual({ reason: expect.stringMatching(reason) });
  });

  it('whatever it holds, is taken or reported, never thrown', () => {
    const value = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('&#0;', '&#xD800;', '\0'),
    );
    fc.assert(
      fc.property(fc.constantFrom(...TIMETABLE_COLUMNS), value, (column, text) => {
        const result = read({ [column]: text });
        const storable = (piece: unknown) => !JSON.stringify(piece).includes('\\u0000');
        expect('piece' in result ? storable(result.piece) : result.reason.length > 0).toBe(true);
      }),
    );
  });
});
