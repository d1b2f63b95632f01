import { setTimeout as pause } from 'node:timers/promises';
import { Channel } from '../channel.ts';
import type { Race, RaceOrder } from '../site-api.ts';
import { Lane } from './lane.ts';
import { usualPace, type Pace } from './pace.ts';
import type { RacedVariant } from './raced-variant.ts';

/** Somebody asked for a race while there is one. */
export class RaceRuns extends Error {
  override readonly name = 'RaceRuns';
}

/** So often sign-ins are told while they go on. */
const TELL_EVERY = 10;

/** Races the variants against each other, one race at a time: the same rush at the same time on the system that runs. */
export class RaceTrack {
  readonly channel = new Channel<Race>();
  readonly #stopping = new AbortController();
  #race: Promise<void> | undefined;

  constructor(
    private readonly variants: readonly RacedVariant[],
    private readonly pace: Pace = usualPace,
  ) {
    this.channel.publish({ state: 'none', seats: 0, students: 0, lanes: [] });
  }

  /**
   * Begins a race.
   *
   * @returns its first state
   * @throws RaceRuns while there is another one
   */
  start(order: RaceOrder): Race {
    if (this.#race) throw new RaceRuns('A race is under way. Wait until it has ended.');
    const lanes = this.variants.map((variant) => new Lane(variant, order, this.pace));
    const tell = (change: Partial<Race> & Pick<Race, 'state'>) =>
      this.channel.publish({
        ...order,
        ...(this.channel.latest?.startedAt &&
          change.state !== 'preparing' && { startedAt: this.channel.latest.startedAt }),
        lanes: lanes.map(({ view }) => view),
        ...change,
      });
    tell({ state: 'preparing', message: 'Making a section for the race.' });
    this.#race = this.#hold(lanes, order, tell).finally(() => (this.#race = undefined));
    return this.channel.latest!;
  }

  /** Breaks off a race that runs, and takes its section away if that is quickly done. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('The lab was stopped, and the race with it.'));
    await this.#race;
  }

  async #hold(lanes: readonly Lane[], { students }: RaceOrder, tell: Tell): Promise<void> {
    const { signal } = this.#stopping;
    const together = students * lanes.length;
    let signedIn = 0;
    const progress = () => {
      if (++signedIn % TELL_EVERY === 0)
        tell({ state: 'preparing', message: `${signedIn} of ${together} sign-ins are done.` });
    };
    let failure: unknown;
    try {
      // What a race left that a variant did not live to clear away.
      await this.#closeAll(lanes, 0);
      await this.#prepare(lanes, progress);
      await this.#run(lanes, tell);
      signal.throwIfAborted();
      tell({
        state: 'running',
        message: 'Counting the seats on the rosters. A variant that was killed has to be started for it.',
      });
      await this.#judge(lanes);
    } catch (error) {
      failure = signal.aborted ? signal.reason : error;
    }
    await this.#closeAll(lanes, failure ? 0 : this.pace.endMs);
    tell(failure ? { state: 'failed', message: (failure as Error).message } : { state: 'finished' });
  }

  /** @throws Error of the first lane that cannot be prepared; the others do not go on in vain */
  async #prepare(lanes: readonly Lane[], progress: () => void): Promise<void> {
    const vain = new AbortController();
    const signal = AbortSignal.any([vain.signal, this.#stopping.signal]);
    // Sign-ins that are under way when one fails come in late.
    const signedIn = () => vain.signal.aborted || progress();
    let failure: Error | undefined;
    await Promise.all(
      lanes.map((lane) =>
        lane.prepare(signal, signedIn).catch((error: Error) => {
          failure ??= error;
          vain.abort();
        }),
      ),
    );
    if (failure) throw failure;
  }

  async #run(lanes: readonly Lane[], tell: Tell): Promise<void> {
    const { seconds, secondMs } = this.pace;
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, this.#stopping.signal]);
    const began = performance.now();
    tell({ state: 'running', startedAt: new Date().toISOString() });
    const running = Promise.all(lanes.map((lane) => lane.run(signal)));
    for (let second = 1; second <= seconds && !signal.aborted; second++) {
      // By the clock, so that a late second does not delay all others.
      const left = Math.max(0, began + second * secondMs - performance.now());
      await pause(left, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) break;
      for (const lane of lanes) lane.endSecond();
      tell({ state: 'running' });
    }
    over.abort();
    await running;
  }

  /** @throws Error when a variant does not answer, which may happen: whoever races may also kill */
  async #judge(lanes: readonly Lane[]): Promise<void> {
    const judged = await Promise.all(
      lanes.map((lane) => this.#insist((signal) => lane.judge(signal), this.pace.endMs)),
    );
    const silent = lanes.filter((_, index) => !judged[index]).map(({ variant }) => variant.name);
    if (silent.length > 0)
      throw new Error(
        `${silent.join(' and ')} did not answer in the end, so nobody could count the seats on the roster.`,
      );
  }

  async #closeAll(lanes: readonly Lane[], withinMs: number): Promise<void> {
    await Promise.all(lanes.map(({ variant }) => this.#insist((signal) => variant.close(signal), withinMs)));
  }

  /** Tries at least once. @returns whether it succeeded in that time */
  async #insist(attempt: (signal: AbortSignal) => Promise<void>, withinMs: number): Promise<boolean> {
    const end = performance.now() + withinMs;
    for (;;) {
      try {
        await attempt(AbortSignal.timeout(3 * this.pace.secondMs));
        return true;
      } catch {
        if (performance.now() >= end || this.#stopping.signal.aborted) return false;
        await pause(this.pace.secondMs / 2, undefined, { signal: this.#stopping.signal }).catch(
          () => undefined,
        );
      }
    }
  }
}

type Tell = (change: Partial<Race> & Pick<Race, 'state'>) => void;
