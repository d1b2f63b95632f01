import { describe, expect, it } from '@jest/globals';
import {
  changesOf,
  contentOf,
  draftOf,
  emptyDraft,
  faultsOf,
  withMeeting,
  type SectionContent,
} from './section-draft.ts';

const section: SectionContent = {
  subject: 'CS',
  number: '101',
  title: 'Programming',
  description: 'The first steps.',
  credits: { min: 2, max: 4, choices: [2, 4] },
  capacity: 30,
  instructors: ['Kim, M', 'Lee, J'],
  prerequisites: ['MATH 101'],
  meetings: [
    { day: 'MON', start: '09:00', end: '10:15', building: 'Hall', room: '3' },
    { day: 'WED', start: '09:00', end: '10:15' },
  ],
};

const complete = { ...emptyDraft, subject: 'CS', number: '101', title: 'Programming' };

describe('a section', () => {
  it('is the same after it was edited in no way', () => {
    expect(contentOf(draftOf(section))).toEqual(section);
    expect(changesOf(section, draftOf(section))).toEqual({});
  });

  it('sends only what was changed', () => {
    expect(changesOf(section, { ...draftOf(section), capacity: '45' })).toEqual({ capacity: 45 });
    expect(changesOf(section, { ...draftOf(section), choices: '' })).toEqual({ credits: { min: 2, max: 4 } });
    expect(changesOf(section, { ...draftOf(section), meetings: [] })).toEqual({ meetings: [] });
  });

  it('does not look changed for white space alone', () => {
    const odd = { ...section, title: 'Programming ', description: 'The first steps.\n' };
    expect(changesOf(odd, draftOf(odd))).toEqual({});
  });

  it('has lists of what stands on a line each, empty lines left out', () => {
    const draft = {
      ...complete,
      instructors: 'Kim, M\n\n Lee, J ',
      prerequisites: 'MATH 101, CS 100\nPHYS 1',
    };
    expect(contentOf(draft)).toMatchObject({
      instructors: ['Kim, M', 'Lee, J'],
      prerequisites: ['MATH 101', 'CS 100', 'PHYS 1'],
    });
  });

  it('gets another meeting at the time of the last one', () => {
    const draft = withMeeting(draftOf(section));
    expect(draft.meetings.map(({ key, start }) => [key, start])).toEqual([
      [0, '09:00'],
      [1, '09:00'],
      [2, '09:00'],
    ]);
    expect(withMeeting(emptyDraft).meetings).toHaveLength(1);
  });
});

describe('what is wrong with a draft', () => {
  it('is nothing when it is complete', () => {
    expect(faultsOf(complete)).toEqual({});
  });

  it('is what is missing or is no number', () => {
    expect(faultsOf({ ...emptyDraft, capacity: 'many', creditsMin: '', choices: '2, x' })).toEqual({
      subject: 'missing',
      number: 'missing',
      title: 'missing',
      capacity: 'number',
      creditsMin: 'number',
      choices: 'number',
    });
  });

  it('is what ends before it begins', () => {
    const { meetings } = withMeeting(emptyDraft);
    const late = meetings.map((meeting) => ({ ...meeting, start: '11:00' }));
    const untold = meetings.map((meeting) => ({ ...meeting, end: '' }));
    expect(faultsOf({ ...complete, meetings: late })).toEqual({ 'meetings.0': 'order' });
    expect(faultsOf({ ...complete, meetings: untold })).toEqual({ 'meetings.0': 'time' });
    expect(faultsOf({ ...complete, creditsMin: '4', creditsMax: '2' })).toEqual({ creditsMax: 'order' });
  });
});
