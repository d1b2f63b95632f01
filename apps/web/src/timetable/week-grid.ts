import { days, type Day } from '../i18n/formats.ts';

/** When something takes place every week; times are `HH:mm`. */
export interface WeeklyTime {
  day: Day;
  start: string;
  end: string;
}

/** A meeting in its place: minutes since midnight, and which of how many columns of its day it takes. */
export interface Block<Item> {
  item: Item;
  day: Day;
  from: number;
  to: number;
  /** From 0. More than one column is needed only where meetings overlap. */
  lane: number;
  lanes: number;
  /** What takes place at the same time. */
  clashesWith: Item[];
}

/** A week as it is drawn: whole hours, and each day's meetings in order of time. */
export interface Week<Item> {
  days: { day: Day; blocks: Block<Item>[] }[];
  firstHour: number;
  lastHour: number;
}

/** Shown also when empty. */
const WORKING_DAYS = days.slice(0, 5);
const USUAL_HOURS = { first: 9, last: 17 };

/** Places the meetings of some items in a week; a weekend is shown only if something takes place on it. */
export function weekOf<Item>(
  items: readonly Item[],
  timesOf: (item: Item) => readonly WeeklyTime[],
): Week<Item> {
  const blocks = items.flatMap((item) => timesOf(item).map((time) => unplaced(item, time)));
  const shown = days.filter((day) => WORKING_DAYS.includes(day) || blocks.some((block) => block.day === day));
  return {
    days: shown.map((day) => ({ day, blocks: inLanes(blocks.filter((block) => block.day === day)) })),
    firstHour: Math.min(USUAL_HOURS.first, ...blocks.map(({ from }) => Math.floor(from / 60))),
    lastHour: Math.max(USUAL_HOURS.last, ...blocks.map(({ to }) => Math.ceil(to / 60))),
  };
}

/** Minutes since midnight. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

const unplaced = <Item>(item: Item, { day, start, end }: WeeklyTime): Block<Item> => ({
  item,
  day,
  from: minutesOf(start),
  to: minutesOf(end),
  lane: 0,
  lanes: 1,
  clashesWith: [],
});

/** Puts the blocks of one day side by side where they overlap; those that touch share no time. */
function inLanes<Item>(blocks: Block<Item>[]): Block<Item>[] {
  const sorted = blocks.toSorted((a, b) => a.from - b.from || a.to - b.to);
  for (const group of overlappingGroups(sorted)) {
    const endOfLane: number[] = [];
    for (const block of group) {
      const free = endOfLane.findIndex((end) => end <= block.from);
      block.lane = free === -1 ? endOfLane.length : free;
      endOfLane[block.lane] = block.to;
    }
    for (const block of group) {
      block.lanes = endOfLane.length;
      const others = group.filter((other) => other.item !== block.item && overlap(block, other));
      block.clashesWith = [...new Set(others.map(({ item }) => item))];
    }
  }
  return sorted;
}

/** Groups sorted blocks so that none of one group overlaps one of another. */
function overlappingGroups<Item>(sorted: readonly Block<Item>[]): Block<Item>[][] {
  const groups: Block<Item>[][] = [];
  let end = -1;
  for (const block of sorted) {
    if (block.from >= end) groups.push([]);
    groups.at(-1)!.push(block);
    end = Math.max(end, block.to);
  }
  return groups;
}

const overlap = (a: Block<unknown>, b: Block<unknown>): boolean => a.from < b.to && b.from < a.to;
