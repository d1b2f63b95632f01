import { build, type Histogram } from 'hdr-histogram-js';
import type { RaceLane, RaceSecond } from '../site-api.ts';
import type { Asked } from './raced-variant.ts';

type Counts = Pick<RaceSecond, 'accepted' | 'refused' | 'failed'>;

/** Writes down what becomes of requests for a seat, second by second; what comes after the last second does not count. */
export class LaneRecord {
  readonly #seconds: RaceSecond[] = [];
  readonly #total: Counts = none();
  readonly #latencies = histogram();
  #current: Counts = none();
  #currentLatencies = histogram();

  add(asked: Asked): void {
    this.#current[asked.outcome]++;
    if (asked.outcome !== 'failed')
      this.#currentLatencies.recordValue(Math.max(1, Math.round(asked.latencyMs * 1000)));
  }

  /** Ends the second that runs, with the seats as they were known last. @returns its number */
  endSecond(): number {
    const second = this.#seconds.length;
    this.#seconds.push({
      second,
      ...this.#current,
      p50Ms: at(this.#currentLatencies, 50),
      p99Ms: at(this.#currentLatencies, 99),
      seatsTaken: this.#seconds.at(-1)?.seatsTaken ?? 0,
    });
    for (const outcome of outcomes) this.#total[outcome] += this.#current[outcome];
    this.#latencies.add(this.#currentLatencies);
    this.#current = none();
    this.#currentLatencies.reset();
    return second;
  }

  /** The seats that were taken at the end of a second, as soon as one knows. */
  seatsTakenAt(second: number, seatsTaken: number): void {
    for (let later = second; later < this.#seconds.length; later++)
      this.#seconds[later] = { ...this.#seconds[later]!, seatsTaken };
  }

  /** All seconds that have ended. */
  get lane(): Omit<RaceLane, 'variant' | 'oversold'> {
    return {
      seconds: [...this.#seconds],
      ...this.#total,
      ...(this.#latencies.totalCount > 0 && {
        p50Ms: at(this.#latencies, 50),
        p99Ms: at(this.#latencies, 99),
      }),
    };
  }
}

const outcomes = ['accepted', 'refused', 'failed'] as const;
const none = (): Counts => ({ accepted: 0, refused: 0, failed: 0 });

/** In microseconds, up to a minute, three digits exact. */
const histogram = (): Histogram =>
  build({ lowestDiscernibleValue: 1, highestTrackableValue: 60_000_000, numberOfSignificantValueDigits: 3 });

const at = (latencies: Histogram, percentile: number): number =>
  latencies.totalCount === 0 ? 0 : latencies.getValueAtPercentile(percentile) / 1000;
