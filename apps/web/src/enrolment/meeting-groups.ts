import type { Meeting } from './types.ts';

/** Meetings at the same time and place, on some days. */
export interface MeetingGroup {
  readonly days: readonly Meeting['day'][];
  readonly start: string;
  readonly end: string;
  /** Building and room, as far as they are known. */
  readonly place: string;
}

/** Meetings as people say them: "Monday, Wednesday and Friday at ten", in the order of their first day. */
export function meetingGroups(meetings: readonly Meeting[]): MeetingGroup[] {
  const groups = new Map<string, MeetingGroup & { days: Meeting['day'][] }>();
  for (const { day, start, end, building, room } of meetings) {
    const place = [building, room].filter(Boolean).join(' ');
    const key = JSON.stringify([start, end, place]);
    const group = groups.get(key);
    if (group) group.days.push(day);
    else groups.set(key, { days: [day], start, end, place });
  }
  return [...groups.values()];
}
