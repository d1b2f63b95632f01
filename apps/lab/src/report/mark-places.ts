/** A vertical line that has to be named, in units of the picture. */
export interface MarkToPlace {
  readonly x: number;
  /** Of its words. */
  readonly width: number;
}

/** Where the words of a mark go: above the end of its line, which goes up to them. */
export interface MarkPlace {
  /** 0 is right above the diagram. */
  readonly level: number;
  /** Of the words to the line: `left` lets them begin there. */
  readonly align: 'left' | 'center' | 'right';
}

interface Placed extends MarkPlace {
  readonly x: number;
  readonly from: number;
  readonly to: number;
}

/** Between neighbouring words, and between words and another mark's line. */
const GAP = 6;

/**
 * Finds places for the words of marks: on as few levels as will do, so that no words cover others and no line goes through words.
 *
 * @param bounds in which the words have to stay
 * @returns a place for each, in the order given
 */
export function placeMarks(marks: readonly MarkToPlace[], bounds: readonly [number, number]): MarkPlace[] {
  const placed = new Map<MarkToPlace, Placed>();
  const missing = () => marks.filter((mark) => !placed.has(mark)).sort((a, b) => a.x - b.x);
  const placeAll = (mayStand: (candidate: Placed) => boolean) => {
    for (const mark of missing()) {
      const found = candidates(mark, bounds, marks.length).find(
        (candidate) =>
          ![...placed.values()].some((other) => overlap(candidate, other)) && mayStand(candidate),
      );
      if (found) placed.set(mark, found);
    }
  };
  const crossesNone = (candidate: Placed) =>
    ![...placed.values()].some((other) => crosses(candidate, other) || crosses(other, candidate));
  // First those that can stand where no line passes: they are in nobody's way, whatever comes later.
  placeAll((candidate) => !coversOne(candidate, marks));
  placeAll((candidate) => crossesNone(candidate) && !coversOne(candidate, missing()));
  placeAll(crossesNone);
  placeAll(() => true);
  return marks.map((mark) => {
    // There are as many levels as marks, so each has found one.
    const { level, align } = placed.get(mark)!;
    return { level, align };
  });
}

/** All places of a mark, the best first. */
function candidates({ x, width }: MarkToPlace, [least, most]: readonly [number, number], levels: number) {
  const sides: Placed[] = [
    { x, level: 0, align: 'center', from: x - width / 2, to: x + width / 2 },
    { x, level: 0, align: 'left', from: x, to: x + width },
    { x, level: 0, align: 'right', from: x - width, to: x },
  ];
  const inside = sides.filter(({ from, to }) => from >= least && to <= most);
  const possible = inside.length > 0 ? inside : sides;
  return Array.from({ length: levels }, (_, level) => possible.map((side) => ({ ...side, level }))).flat();
}

const overlap = (one: Placed, other: Placed): boolean =>
  one.level === other.level && one.from < other.to + GAP && other.from < one.to + GAP;

const coversOne = (words: Placed, others: readonly MarkToPlace[]): boolean =>
  others.some(({ x }) => x !== words.x && x > words.from - GAP / 2 && x < words.to + GAP / 2);

/** Whether the line of one goes through the words of the other. */
const crosses = (line: Placed, words: Placed): boolean =>
  line.level > words.level && line.x > words.from && line.x < words.to;
