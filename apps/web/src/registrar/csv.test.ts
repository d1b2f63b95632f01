import { describe, expect, it } from '@jest/globals';
import { csvOf } from './csv.ts';

const BOM = '\uFEFF';

describe('a table as CSV', () => {
  it('has its columns first, and a line for each row', () => {
    expect(
      csvOf(
        ['line', 'reason'],
        [
          [2, 'It is bad'],
          [7, '학점이 없습니다'],
        ],
      ),
    ).toBe(`${BOM}line,reason\r\n2,It is bad\r\n7,학점이 없습니다\r\n`);
  });

  it('quotes what would be taken for more than one cell', () => {
    expect(csvOf(['a'], [['one, two'], ['say "no"'], ['two\nlines']])).toBe(
      `${BOM}a\r\n"one, two"\r\n"say ""no"""\r\n"two\nlines"\r\n`,
    );
  });

  it('never holds a formula', () => {
    expect(csvOf(['a'], [['=1+1'], ['@x'], ['-x'], ['+x, y'], [-1]])).toBe(
      `${BOM}a\r\n'=1+1\r\n'@x\r\n'-x\r\n"'+x, y"\r\n-1\r\n`,
    );
  });
});
