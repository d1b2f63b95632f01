import { expect, it } from '@jest/globals';
import { meetingGroups } from './meeting-groups.ts';

it('meetings at the same time and place are one group', () => {
  const at10 = { start: '10:00', end: '10:50', building: 'Siebel', room: '1404' };
  expect(
    meetingGroups([
      { day: 'MON', ...at10 },
      { day: 'WED', ...at10 },
    ]),
  ).toEqual([{ days: ['MON', 'WED'], start: '10:00', end: '10:50', place: 'Siebel 1404' }]);
});

it('meetings at another time or place are groups of their own', () => {
  const groups = meetingGroups([
    { day: 'MON', start: '10:00', end: '10:50', building: 'Siebel' },
    { day: 'TUE', start: '14:00', end: '15:50', building: 'Siebel' },
    { day: 'WED', start: '10:00', end: '10:50' },
  ]);
  expect(groups.map(({ days, place }) => [...days, place])).toEqual([
    ['MON', 'Siebel'],
    ['TUE', 'Siebel'],
    ['WED', ''],
  ]);
});
