import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { mergeRows, TermNames, type ImportedSection, type PlacedPiece } from '@sugang/catalog-domain';
import { OWN_TIMETABLE, REAL_TIMETABLE } from '../../test/timetable-files.ts';
import { readTimetable, type TimetableEntry } from './read-timetable.ts';

async function read(body: Readable): Promise<{ entries: TimetableEntry[]; terms: TermNames }> {
  const terms = new TermNames();
  const entries: TimetableEntry[] = [];
  for await (const entry of readTimetable(body, terms)) entries.push(entry);
  return { entries, terms };
}

const ofText = (text: string | Buffer) => Readable.from([Buffer.from(text)]);

const piecesOf = (entries: TimetableEntry[]) => entries.filter((entry) => 'piece' in entry) as PlacedPiece[];

function sectionsOf(entries: TimetableEntry[]): ImportedSection[] {
  const groups = new Map<string, [PlacedPiece, ...PlacedPiece[]]>();
  for (const row of piecesOf(entries)) {
    const group = groups.get(row.piece.sectionId);
    if (group) group.push(row);
    else groups.set(row.piece.sectionId, [row]);
  }
  return [...groups.values()].map((rows) => mergeRows(rows).section);
}

const own = await readFile(OWN_TIMETABLE, 'utf8');

describe('a timetable file', () => {
  it('is read row by row, each with the line where it begins', async () => {
    const { entries, terms } = await read(createReadStream(OWN_TIMETABLE));
    expect(entries.map(({ line }) => line)).toEqual([
      2, 3, 4, 5, 8, 11, 12, 13, 14, 15, 16, 17, 20, 21, 22, 24,
    ]);
    expect(terms.all()).toEqual([
      { id: '2027-sp', name: 'Spring 2027' },
      { id: '2027-su', name: 'Summer 2027' },
    ]);
  });

  it('has each row taken, or reported with a reason', async () => {
    const { entries } = await read(createReadStream(OWN_TIMETABLE));
    const reasons = entries.flatMap((entry) => ('reason' in entry ? [[entry.line, entry.reason]] : []));
    expect(reasons).toEqual([
      [15, 'The meeting ends (01:00 PM) not after it starts (02:00 PM)'],
      [16, 'The credits "a few hours." are not like "3 hours.", "1 TO 4 hours." or "3 OR 4 hours."'],
      [20, 'The term 2027-sp is "Autumn 2027" here and "Spring 2027" in line 2'],
      [21, 'The column "CRN" is empty'],
      [22, 'The row has 5 columns, the header 27'],
    ]);
    expect(piecesOf(entries)).toHaveLength(11);
  });

  it('reads the same whatever its line breaks are, with a byte order mark, and however it is cut into pieces', async () => {
    const expected = await read(ofText(own));
    expect(await read(ofText(own.replaceAll('\n', '\r\n')))).toEqual(expected);
    expect(await read(ofText(`\uFEFF${own}`))).toEqual(expected);
    const bytes = Buffer.from(own.replaceAll('\n', '\r\n'));
    const pieces = Array.from(bytes, (_, at) => bytes.subarray(at, at + 1));
    expect(await read(Readable.from(pieces))).toEqual(expected);
  });
});

describe('a file that is no timetable', () => {
  it('is refused, and the columns that it lacks are named', async () => {
    await expect(read(ofText(own.replace('CRN,', 'Course,')))).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('it lacks "CRN"'),
    });
  });
});

/** Counted once with another program (Python's csv). */
const REAL = {
  rows: 1_724,
  courses: 1_062,
  sections: 1_675,
  meetings: 1_011,
};

(REAL_TIMETABLE ? describe : describe.skip)('the real timetable', () => {
  it('is read in full: every row is taken', async () => {
    const { entries, terms } = await read(createReadStream(REAL_TIMETABLE!));
    expect(entries.filter((entry) => 'reason' in entry)).toEqual([]);
    expect(entries.map(({ line }) => line)).toEqual(
      Array.from({ length: REAL.rows }, (_, index) => index + 2),
    );
    expect(terms.all()).toEqual([{ id: '2026-su', name: 'Summer 2026' }]);
  });

  it('gives the sections, courses and meetings that it holds', async () => {
    const { entries } = await read(createReadStream(REAL_TIMETABLE!));
    const sections = sectionsOf(entries);
    expect(sections).toHaveLength(REAL.sections);
    expect(new Set(sections.map(({ code }) => code)).size).toBe(REAL.courses);
    expect(sections.flatMap(({ meetings }) => meetings)).toHaveLength(REAL.meetings);
  });

  it('gives each section as it is written', async () => {
    const { entries } = await read(createReadStream(REAL_TIMETABLE!));
    const byId = new Map(sectionsOf(entries).map((section) => [section.id, section]));
    expect(byId.get('2026-su-40507')).toMatchObject({
      code: 'AAS 201',
      title: 'US Racial & Ethnic Politics',
      credits: { min: 3, max: 3 },
      instructors: ['Henson, A'],
      meetings: [],
      status: 'open',
    });
    expect(byId.get('2026-su-41982')?.credits).toEqual({ min: 4, max: 4 });
    expect(byId.get('2026-su-37287')?.meetings).toEqual([
      { day: 'MON', start: '11:00', end: '11:50' },
      { day: 'TUE', start: '11:00', end: '12:15' },
      { day: 'WED', start: '11:00', end: '12:15' },
      { day: 'THU', start: '11:00', end: '12:15' },
      { day: 'FRI', start: '11:00', end: '12:15' },
    ]);
    expect(byId.get('2026-su-40665')).toMatchObject({
      meetings: [],
      description: expect.stringMatching(/Meets from 13:00 to 13:50; the day is arranged\.$/),
    });
  });
});
