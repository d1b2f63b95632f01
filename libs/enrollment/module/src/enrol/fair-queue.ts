/** What queues: whose it is, and for what. */
export interface Queued {
  readonly studentId: string;
  readonly sectionId: string;
}

/**
 * A queue that is fair across sections: each section in turn gives its oldest, so that a rush for one does not hold up the others. A
 * student has at most one in the queue or in hand; what else he or she asks for follows, in its order, when that one is done.
 */
export class FairQueue<Item extends Queued> {
  /** The sections that have something waiting; the first is next. */
  readonly #lanes = new Map<string, Item[]>();
  /** What students asked for besides the one that is in the queue or in hand. */
  readonly #following = new Map<string, Item[]>();
  #size = 0;

  /** How many wait. */
  get size(): number {
    return this.#size;
  }

  push(item: Item): void {
    this.#size += 1;
    const following = this.#following.get(item.studentId);
    if (following) return void following.push(item);
    this.#following.set(item.studentId, []);
    this.#enter(item);
  }

  /** Takes up to `max` of them, of different students. */
  take(max: number): Item[] {
    const taken: Item[] = [];
    while (taken.length < max) {
      const next = this.#lanes.entries().next();
      if (next.done) break;
      const [sectionId, lane] = next.value;
      taken.push(lane.shift()!);
      this.#lanes.delete(sectionId);
      // Behind the others.
      if (lane.length > 0) this.#lanes.set(sectionId, lane);
    }
    this.#size -= taken.length;
    return taken;
  }

  /** Says that these are done: what their students asked for next may come. */
  done(items: readonly Item[]): void {
    for (const { studentId } of items) {
      const next = this.#following.get(studentId)?.shift();
      if (next) this.#enter(next);
      else this.#following.delete(studentId);
    }
  }

  #enter(item: Item): void {
    const lane = this.#lanes.get(item.sectionId);
    if (lane) lane.push(item);
    else this.#lanes.set(item.sectionId, [item]);
  }
}
