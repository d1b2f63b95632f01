import { build, type Histogram } from 'hdr-histogram-js';
import type { Latency, PurposeOutcome, Second } from './order.ts';

/** An answer, as the recorder needs it. */
export interface Answered {
  readonly status: number;
  readonly latencyMs: number;
  /** Of the whole answer, headers too. */
  readonly bytes: number;
  /** How often that user acts, in an open loop: what the wait kept the user from sending is counted in. */
  readonly everyMs?: number | undefined;
  /** A browser had it. */
  readonly ownCopy?: boolean;
}

/** What looks are counted as that a browser answered by itself. */
export const OWN_COPY = 'own copy';

/** Writes down what becomes of requests, by purpose; what ends outside of the measured part does not count. */
export class Recorder {
  readonly #purposes = new Map<string, Purpose>();
  #sent = 0;
  #window: { readonly beganAt: number; readonly seconds: number } | undefined;

  /** Begins the measured part now. */
  begin(seconds: number, now: number): void {
    this.#window = { beganAt: now, seconds };
  }

  /** A request goes out; before, in and after the measured part. */
  sent(): void {
    this.#sent++;
  }

  get sentInAll(): number {
    return this.#sent;
  }

  /** A request was answered. */
  answered(purpose: string, { status, latencyMs, bytes, everyMs, ownCopy }: Answered, now: number): void {
    const second = this.#secondAt(now);
    if (second === undefined) return;
    const outcome = status < 400 ? 'succeeded' : status < 500 ? 'refused' : 'failed';
    const record = this.#of(purpose);
    record.count(second, outcome, ownCopy ? OWN_COPY : String(status));
    record.latency(latencyMs, everyMs);
    record.bytes += bytes;
  }

  /** A request ended without an answer. */
  unanswered(purpose: string, how: 'timeout' | 'lost', now: number): void {
    const second = this.#secondAt(now);
    if (second !== undefined) this.#of(purpose).count(second, 'failed', how);
  }

  /** All of it. */
  outcome(): Record<string, PurposeOutcome> {
    return Object.fromEntries([...this.#purposes].map(([name, purpose]) => [name, purpose.outcome()]));
  }

  #secondAt(now: number): number | undefined {
    if (!this.#window) return undefined;
    const second = Math.floor((now - this.#window.beganAt) / 1000);
    return second >= 0 && second < this.#window.seconds ? second : undefined;
  }

  #of(purpose: string): Purpose {
    let found = this.#purposes.get(purpose);
    if (!found) this.#purposes.set(purpose, (found = new Purpose(this.#window!.seconds)));
    return found;
  }
}

class Purpose {
  bytes = 0;
  readonly #seconds: { succeeded: number; refused: number; failed: number }[];
  readonly #answers: Record<string, number> = {};
  /** In microseconds, up to ten minutes, three digits exact. */
  readonly #histogram: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: 600_000_000,
    numberOfSignificantValueDigits: 3,
  });

  constructor(seconds: number) {
    this.#seconds = Array.from({ length: seconds }, () => ({ succeeded: 0, refused: 0, failed: 0 }));
  }

  count(second: number, outcome: keyof Second, answer: string): void {
    this.#seconds[second]![outcome]++;
    this.#answers[answer] = (this.#answers[answer] ?? 0) + 1;
  }

  latency(milliseconds: number, everyMs: number | undefined): void {
    const micros = Math.max(1, Math.round(milliseconds * 1000));
    if (everyMs === undefined) this.#histogram.recordValue(micros);
    else this.#histogram.recordValueWithExpectedInterval(micros, everyMs * 1000);
  }

  outcome(): PurposeOutcome {
    const sum = (outcome: keyof Second) => this.#seconds.reduce((all, second) => all + second[outcome], 0);
    return {
      succeeded: sum('succeeded'),
      refused: sum('refused'),
      failed: sum('failed'),
      answers: this.#answers,
      bytes: this.bytes,
      latencyMs: this.#latency(),
      bySecond: this.#seconds,
    };
  }

  #latency(): Latency {
    const at = (percentile: number) => this.#histogram.getValueAtPercentile(percentile) / 1000;
    return {
      p50: at(50),
      p75: at(75),
      p90: at(90),
      p95: at(95),
      p99: at(99),
      p999: at(99.9),
      max: at(100),
    };
  }
}
