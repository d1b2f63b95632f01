import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { badFile, inBatches, readCsvTable, readToTheEnd, RejectedRows } from './index.ts';

const COLUMNS = ['name', 'note'] as const;

async function read(body: Readable) {
  const entries = [];
  for await (const entry of readCsvTable(body, COLUMNS)) entries.push(entry);
  return entries;
}

const ofText = (text: string | Buffer) => Readable.from([Buffer.from(text)]);

const TABLE = `name,other,note
Kim,x,"one, two"
Lee,x,"a
""b"""

Pak,x,
too,few
Cho,x,"수강"
`;

describe('a table', () => {
  it('is read row by row, by column, each with the line where it begins', async () => {
    expect(await read(ofText(TABLE))).toEqual([
      { line: 2, row: { name: 'Kim', note: 'one, two' } },
      { line: 3, row: { name: 'Lee', note: 'a\n"b"' } },
      { line: 6, row: { name: 'Pak', note: '' } },
      { line: 7, reason: 'The row has 2 columns, the header 3' },
      { line: 8, row: { name: 'Cho', note: '수강' } },
    ]);
  });

  it('may have its columns in any order', async () => {
    const [entry] = await read(ofText(' note ,"name"\none,Kim'));
    expect(entry).toEqual({ line: 2, row: { name: 'Kim', note: 'one' } });
  });

  it('reads the same whatever its line breaks are, with a byte order mark, and without the last line break', async () => {
    const expected = await read(ofText(TABLE));
    expect(await read(ofText(TABLE.replaceAll('\n', '\r\n')))).toEqual(expected);
    expect(await read(ofText(TABLE.replaceAll('\n', '\r')))).toEqual(expected);
    expect(await read(ofText(`\uFEFF${TABLE}`))).toEqual(expected);
    expect(await read(ofText(TABLE.trimEnd()))).toEqual(expected);
  });

  it('reads the same however it is cut into pieces', async () => {
    const bytes = Buffer.from(TABLE.replaceAll('\n', '\r\n'));
    const expected = await read(ofText(bytes));
    const cuts = fc.array(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(cuts, async (places) => {
        const ends = [...places.sort((a, b) => a - b), bytes.length];
        const pieces = ends.map((end, n) => bytes.subarray(ends[n - 1] ?? 0, end));
        expect(await read(Readable.from(pieces))).toEqual(expected);
      }),
    );
  });

  it('with nothing but a header holds nothing', async () => {
    expect(await read(ofText('name,note'))).toEqual([]);
  });
});

describe('a file that is no such table is refused', () => {
  const refusal = async (text: string | Buffer): Promise<unknown> =>
    read(ofText(text)).catch((error: unknown) => error);

  it('when columns are missing, and they are named', async () => {
    expect(await refusal('Name,x\nKim,y')).toMatchObject({
      code: 'invalid-input',
      status: 400,
      message: expect.stringContaining('it lacks "name", "note"'),
      errors: [
        { path: 'body', message: 'line 1: the column "name" is missing' },
        { path: 'body', message: 'line 1: the column "note" is missing' },
      ],
    });
  });

  test.each([
    ['it is empty', '', /it is empty/],
    ['a quote is not closed', `${TABLE}Han,"x`, /a quote is opened and never closed .*line 9, column 2/],
    [
      'a quoted field goes on',
      `${TABLE}Han,"x"y,`,
      /between a closing quote and the next comma \(line 9, column 2\)/,
    ],
    [
      'a quote stands in a field',
      `${TABLE}Han,x"y,`,
      /inside a field that is not quoted \(line 9, column 2\)/,
    ],
    ['a row never ends', `${TABLE}Han,"${'x'.repeat(1_100_000)}`, /longer than 1000000 characters/],
    ['it is no text', Buffer.from(`name,note\n\xff\xfe\x00`, 'latin1'), /not UTF-8 text, at line 1/],
    ['it is an image', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), /not UTF-8 text, at line 1/],
    [
      'it ends within a character',
      Buffer.concat([Buffer.from(TABLE), Buffer.from([0xc3])]),
      /UTF-8 text, at line 9/,
    ],
  ])('when %s', async (_, text, message) => {
    expect(await refusal(text)).toMatchObject({
      code: 'invalid-input',
      errors: [{ path: 'body', message: expect.stringMatching(message) }],
    });
  });

  it('and the rest of the upload can still be read, so that the client gets its answer', async () => {
    const body = new PassThrough();
    body.write(`Name\n${'x\n'.repeat(100)}`);
    await expect(read(body)).rejects.toMatchObject({ code: 'invalid-input' });
    expect(body.destroyed).toBe(false);
    body.end('x'.repeat(1_000_000));
    readToTheEnd(body);
    await once(body, 'end');
  });

  it('and an upload that breaks off is no end of a file', async () => {
    const body = new PassThrough();
    const reading = read(body);
    body.write(TABLE);
    body.destroy();
    await expect(reading).rejects.toMatchObject({ code: 'ERR_STREAM_PREMATURE_CLOSE' });
  });
});

describe('the rows that are not taken', () => {
  it('are reported in the order of the file', () => {
    const rejected = new RejectedRows();
    rejected.add({ line: 9, reason: 'b' }, { line: 3, reason: 'a' });
    expect(rejected.inOrder().map(({ line }) => line)).toEqual([3, 9]);
  });

  it('are the wrong file when there are too many', () => {
    const rejected = new RejectedRows();
    for (let line = 2; line < 10_002; line++) rejected.add({ line, reason: 'It is bad' });
    expect(() => rejected.refuseTooMany()).not.toThrow();
    rejected.add({ line: 10_002, reason: 'It is bad' });
    expect(() => rejected.refuseTooMany()).toThrow(
      badFile('more than 10000 rows cannot be taken, the first in line 2 (It is bad)'),
    );
  });
});

describe('batches', () => {
  it('hold all items in their order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer()), fc.integer({ min: 1, max: 5 }), async (items, size) => {
        const batches: number[][] = [];
        for await (const batch of inBatches(Readable.from(items.map((item) => [item])), size)) {
          batches.push((batch as number[][]).flat());
        }
        expect(batches.flat()).toEqual(items);
        expect(batches.slice(0, -1).every(({ length }) => length === size)).toBe(true);
        expect(batches.every(({ length }) => length > 0)).toBe(true);
      }),
    );
  });
});
