import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { RaceLane, RaceOrder } from '../site-api.ts';
import { LaneRecord } from './lane-record.ts';
import { somewhereIn, type Pace } from './pace.ts';
import type { RacedVariant, RacingStudent } from './raced-variant.ts';

/** The demo data has so many students. Those at the end race: people sign in as the first ones. */
const LAST_STUDENT = 2_000;

/** One variant's side of a race. */
export class Lane {
  readonly #record = new LaneRecord();
  #students: readonly RacingStudent[] = [];
  #isLooking = false;
  #oversold = 0;

  constructor(
    readonly variant: RacedVariant,
    private readonly order: RaceOrder,
    private readonly pace: Pace,
  ) {}

  get view(): RaceLane {
    return { variant: this.variant.name, ...this.#record.lane, oversold: this.#oversold };
  }

  /** Makes the section and signs the students in. */
  async prepare(signal: AbortSignal, signedIn: () => void): Promise<void> {
    await this.variant.open(this.order.seats, signal);
    const { students } = this.order;
    const names = Array.from(
      { length: students },
      (_, index) => `s${String(LAST_STUDENT - students + 1 + index).padStart(5, '0')}`,
    ).values();
    const ready: RacingStudent[] = [];
    await Promise.all(
      Array.from({ length: this.pace.signInsAtATime }, async () => {
        for (const name of names) {
          ready.push(await this.variant.enter(name, signal));
          signedIn();
        }
      }),
    );
    this.#students = ready;
  }

  /** All ask for a seat, at first at the same moment, until it is over. */
  async run(over: AbortSignal): Promise<void> {
    // Each student who waits listens to it.
    setMaxListeners(0, over);
    await Promise.all(this.#students.map((student) => this.#compete(student, over)));
  }

  /** Ends a second; the seats are added as soon as the variant has shown them, and nobody waits for one that shows none. */
  endSecond(): void {
    const second = this.#record.endSecond();
    if (this.#isLooking) return;
    this.#isLooking = true;
    this.variant
      .seatsTaken(AbortSignal.timeout(5 * this.pace.secondMs))
      .then((taken) => {
        this.#record.seatsTakenAt(second, taken);
        this.#oversold = Math.max(0, taken - this.order.seats);
      })
      .catch(() => undefined)
      .finally(() => (this.#isLooking = false));
  }

  /** Counts who has a seat. */
  async judge(signal: AbortSignal): Promise<void> {
    this.#oversold = Math.max(0, (await this.variant.enrolled(signal)) - this.order.seats);
  }

  async #compete(student: RacingStudent, over: AbortSignal): Promise<void> {
    const rest = (ms: number) => pause(ms, undefined, { signal: over }).catch(() => undefined);
    while (!over.aborted) {
      const asked = await student.ask();
      if (!over.aborted) this.#record.add(asked);
      if (asked.outcome === 'accepted') {
        await rest(somewhereIn(this.pace.holdMs));
        while (!over.aborted && !(await student.giveBack(asked.enrollmentId)))
          await rest(somewhereIn(this.pace.hesitationMs));
      } else await rest(somewhereIn(this.pace.hesitationMs));
    }
  }
}
