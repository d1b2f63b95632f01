import { describe, expect, test } from '@jest/globals';
import { placeMarks } from './mark-places.ts';

const bounds = [0, 760] as const;
const mark = (x: number, width = 80) => ({ x, width });

describe('The words of a mark', () => {
  test('stand right above its line, in its middle', () => {
    expect(placeMarks([mark(100), mark(400)], bounds)).toEqual([
      { level: 0, align: 'center' },
      { level: 0, align: 'center' },
    ]);
  });

  test('stay within the picture', () => {
    expect(placeMarks([mark(10), mark(750)], bounds).map(({ align }) => align)).toEqual(['left', 'right']);
  });

  test('go aside for the line of a neighbour', () => {
    expect(placeMarks([mark(300), mark(320)], bounds)).toEqual([
      { level: 0, align: 'right' },
      { level: 0, align: 'left' },
    ]);
  });

  test.each([
    ['eight at equal distances', Array.from({ length: 8 }, (_, index) => mark(55 + index * 85, 135))],
    ['five that are close', [0, 12, 24, 36, 300].map((x) => mark(300 + x, 150))],
  ])('cover no others, and no line goes through them: %s', (_, marks) => {
    const words = placeMarks(marks, bounds).map(({ level, align }, index) => {
      const { x, width } = marks[index]!;
      const from = align === 'left' ? x : align === 'right' ? x - width : x - width / 2;
      return { x, level, from, to: from + width };
    });
    for (const one of words)
      for (const other of words.filter((candidate) => candidate !== one)) {
        expect(one.level === other.level && one.from < other.to && other.from < one.to).toBe(false);
        expect(one.level > other.level && one.x > other.from && one.x < other.to).toBe(false);
      }
  });

  test('have a level each where all marks are in one place', () => {
    const places = placeMarks([mark(300), mark(300), mark(300)], bounds);
    expect(new Set(places.map(({ level, align }) => `${level} ${align}`)).size).toBe(3);
  });
});
