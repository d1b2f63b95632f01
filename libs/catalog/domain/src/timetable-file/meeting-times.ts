import type { Meeting, Weekday } from '../section.ts';
import { WEEKDAYS } from '../section.ts';
import { RowFault } from './row-fault.ts';

const DAY_LETTERS = new Map<string, Weekday>([
  ['M', 'MON'],
  ['T', 'TUE'],
  ['W', 'WED'],
  ['R', 'THU'],
  ['F', 'FRI'],
  ['S', 'SAT'],
  ['U', 'SUN'],
]);

/** Reads days as the file writes them: "MTWRF", where R is Thursday, S Saturday and U Sunday. */
export function parseDays(text: string): Weekday[] {
  const days = [...text.replace(/\s/g, '')].map((letter) => {
    const day = DAY_LETTERS.get(letter);
    if (!day)
      throw new RowFault(`The days "${text}" hold "${letter}", which is none of M, T, W, R, F, S and U`);
    return day;
  });
  return WEEKDAYS.filter((day) => days.includes(day));
}

/** Turns "01:50 PM" into "13:50". */
export function parseTime(text: string): string {
  const match = /^(0?[1-9]|1[0-2]):([0-5]\d)\s*([AP])M$/i.exec(text);
  if (!match) throw new RowFault(`The time "${text}" is not like "09:00 AM"`);
  const [, hour, minute, half] = match;
  const hours = (Number(hour) % 12) + (half?.toUpperCase() === 'P' ? 12 : 0);
  return `${String(hours).padStart(2, '0')}:${minute}`;
}

/** When a row says that its section meets. */
export interface WrittenMeeting {
  startTime: string;
  endTime: string;
  days: string;
  building: string;
  room: string;
}

/** The weekly meetings of a row; `timeWithoutDay` is set when the row gives a time but leaves the day open. */
export interface ReadMeetings {
  meetings: Meeting[];
  timeWithoutDay?: { start: string; end: string };
}

/**
 * Reads the meetings of a row, one for each of its days. ARRANGED, or no time at all, gives none, even where days or
 * a place are named: nothing of it can be put into a week.
 */
export function parseMeetings(written: WrittenMeeting): ReadMeetings {
  const days = parseDays(written.days);
  if (isArranged(written)) return { meetings: [] };
  const start = parseTime(written.startTime);
  const end = parseTime(written.endTime);
  if (end <= start) {
    throw new RowFault(`The meeting ends (${written.endTime}) not after it starts (${written.startTime})`);
  }
  if (days.length === 0) return { meetings: [], timeWithoutDay: { start, end } };
  const place = {
    ...(written.building && { building: written.building }),
    ...(written.room && written.room !== 'ARR' && { room: written.room }),
  };
  return { meetings: days.map((day) => ({ day, start, end, ...place })) };
}

function isArranged({ startTime, endTime }: WrittenMeeting): boolean {
  const arranged = startTime === '' || startTime.toUpperCase() === 'ARRANGED';
  if (arranged && endTime !== '' && endTime.toUpperCase() !== 'ARRANGED') {
    throw new RowFault(`The meeting has an end (${endTime}) but no start`);
  }
  return arranged;
}
