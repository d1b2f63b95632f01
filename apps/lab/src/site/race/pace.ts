/** How a race goes; times in milliseconds. */
export interface Pace {
  /** How many seconds it lasts. */
  readonly seconds: number;
  /** How long one of them is; less in tests. */
  readonly secondMs: number;
  /** How long somebody who was refused waits before the next try. */
  readonly hesitationMs: Range;
  /** How long somebody keeps a seat before giving it back, so that there is something to race for all the time. */
  readonly holdMs: Range;
  /** How many sign in at each variant at a time. */
  readonly signInsAtATime: number;
  /** How long a variant may take in the end until it has told its roster and cancelled the section: it may just be started again. */
  readonly endMs: number;
}

type Range = readonly [least: number, most: number];

/** Twenty seconds, as on registration day. */
export const usualPace: Pace = {
  seconds: 20,
  secondMs: 1_000,
  hesitationMs: [400, 1_200],
  holdMs: [3_000, 6_000],
  signInsAtATime: 2,
  endMs: 20_000,
};

/** Some time out of a range: people do not act at the same moment. */
export const somewhereIn = ([least, most]: Range): number => least + Math.random() * (most - least);
