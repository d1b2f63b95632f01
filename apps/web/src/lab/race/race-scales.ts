import type { Race, RaceLane } from '@sugang/lab/site';

/** How far the axes go, the same for both variants: only so can the pictures be compared. */
export interface RaceScales {
  readonly seconds: number;
  readonly perSecond: number;
  readonly p99Ms: number;
  readonly seats: number;
}

/** Room for a short race from the start, so that its first seconds do not jump. */
const LEAST = { seconds: 10, perSecond: 10, p99Ms: 20 };

/** The scales that hold all that happened so far. */
export function scalesOf({ seats, lanes }: Race): RaceScales {
  const all = lanes.flatMap((lane) => lane.seconds);
  const most = (least: number, values: readonly number[]) => Math.max(least, ...values);
  return {
    seconds: most(
      LEAST.seconds,
      all.map(({ second }) => second + 1),
    ),
    perSecond: roundedUp(
      most(
        LEAST.perSecond,
        all.map(({ accepted, refused, failed }) => accepted + refused + failed),
      ),
    ),
    p99Ms: roundedUp(
      most(
        LEAST.p99Ms,
        all.map(({ p99Ms }) => p99Ms),
      ),
    ),
    seats: roundedUp(
      most(
        seats,
        all.map(({ seatsTaken }) => seatsTaken),
      ),
    ),
  };
}

/** The next round number: 1, 2, 4, 5, 6, 8 times a power of ten. */
export function roundedUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return ([1, 2, 4, 5, 6, 8, 10].find((step) => step * power >= value) ?? 10) * power;
}

/** Seats that have somebody in them now. */
export const seatsTaken = ({ seconds }: RaceLane): number => seconds.at(-1)?.seatsTaken ?? 0;

/** Whether more was given than there was: `so-far` while that may still change. */
export function verdictOf(
  { state }: Pick<Race, 'state'>,
  { oversold }: RaceLane,
): 'so-far' | 'kept' | 'broken' {
  if (oversold > 0) return 'broken';
  return state === 'finished' ? 'kept' : 'so-far';
}

/** Requests that were answered in a second, on average over those in which there were any. */
export function meanThroughput({ seconds }: RaceLane): number {
  const busy = seconds.map(({ accepted, refused }) => accepted + refused).filter((answered) => answered > 0);
  return busy.length === 0 ? 0 : busy.reduce((sum, answered) => sum + answered, 0) / busy.length;
}
