import { enrol, enrolHot, rush } from './enrolling.ts';
import {
  account,
  browse,
  compute,
  computeLong,
  files,
  identity,
  notifications,
  reread,
  seats,
  section,
  timetable,
} from './reading.ts';

/** All stories, by the name that a load gives. */
export const stories = {
  browse,
  reread,
  section,
  seats,
  timetable,
  account,
  notifications,
  identity,
  enrol,
  'enrol-hot': enrolHot,
  rush,
  files,
  compute,
  'compute-long': computeLong,
} as const;

export type StoryName = keyof typeof stories;

/** @returns whether there is a story of that name */
export const isStory = (name: string): name is StoryName => Object.hasOwn(stories, name);
