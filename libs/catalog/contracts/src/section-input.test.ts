import { describe, expect, it } from '@jest/globals';
import { NewSection, SectionChange } from './section-input.ts';

const section = {
  term: 't',
  subject: 'CS',
  number: '225',
  title: 'Data Structures',
  credits: { min: 3, max: 3 },
  capacity: 30,
};
const meeting = { day: 'MON', start: '09:00', end: '09:50' };

const faultsOf = (fields: object) =>
  (NewSection.safeParse({ ...section, ...fields }).error?.issues ?? []).map(({ path }) => path.join('.'));

describe('a new section', () => {
  it('may leave out what may be empty', () => {
    const empty = { description: '', instructors: [], meetings: [], prerequisites: [] };
    expect(NewSection.parse(section)).toEqual({ ...section, ...empty });
  });

  it.each<[string, object]>([
    ['the credits of a range', { credits: { min: 0, max: 16 } }],
    ['a choice of credits', { credits: { min: 2, max: 4, choices: [2, 3, 4] } }],
    ['a meeting with a place', { meetings: [{ ...meeting, building: 'Hall', room: '1' }] }],
    ['text around which there are spaces', { title: ' Data Structures ' }],
  ])('takes %s', (_, fields) => {
    expect(faultsOf(fields)).toEqual([]);
  });

  it.each<[string, object]>([
    ['subject', { subject: 'C S' }],
    ['number', { number: '' }],
    ['title', { title: '   ' }],
    ['title', { title: undefined }],
    ['credits.max', { credits: { min: 4, max: 3 } }],
    ['credits.max', { credits: { min: 1, max: 100 } }],
    ['credits.min', { credits: { min: -1, max: 3 } }],
    ['credits.choices', { credits: { min: 2, max: 4, choices: [4, 2] } }],
    ['credits.choices', { credits: { min: 2, max: 4, choices: [2, 2, 4] } }],
    ['credits.choices', { credits: { min: 1, max: 4, choices: [2, 4] } }],
    ['credits.choices', { credits: { min: 2, max: 4, choices: [2, 5] } }],
    ['credits.choices', { credits: { min: 2, max: 4, choices: [] } }],
    ['capacity', { capacity: -1 }],
    ['capacity', { capacity: 1.5 }],
    ['capacity', { capacity: 100_001 }],
    ['meetings.0.end', { meetings: [{ ...meeting, end: '09:00' }] }],
    ['meetings.0.start', { meetings: [{ ...meeting, start: '9:00' }] }],
    ['meetings.0.end', { meetings: [{ ...meeting, end: '24:00' }] }],
    ['meetings.0.day', { meetings: [{ ...meeting, day: 'Monday' }] }],
    ['prerequisites.0', { prerequisites: ['CS101'] }],
    ['instructors.0', { instructors: [''] }],
  ])('must have a good %s (%j)', (path, fields) => {
    expect(faultsOf(fields)).toContain(path);
  });
});

describe('a change of a section', () => {
  it('holds what was sent and nothing more', () => {
    expect(SectionChange.parse({})).toEqual({});
    expect(SectionChange.parse({ capacity: 0, id: 'x', status: 'open' })).toEqual({ capacity: 0 });
    expect(SectionChange.safeParse({ credits: { min: 4, max: 3 } }).success).toBe(false);
  });
});
