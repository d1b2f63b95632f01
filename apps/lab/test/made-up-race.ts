import type { Pace } from '../src/site/race/pace.ts';
import type { Asked, RacedVariant, RacingStudent } from '../src/site/race/raced-variant.ts';
import type { SiteVariant } from '../src/site/site-api.ts';

/** A race of three short seconds. */
export const quickPace: Pace = {
  seconds: 3,
  secondMs: 20,
  hesitationMs: [1, 3],
  holdMs: [4, 8],
  signInsAtATime: 2,
  endMs: 40,
};

/** How a made-up variant behaves besides the usual. */
export interface Manners {
  /** Gives a seat to whoever asks. */
  oversells?: boolean;
  /** Shows no more seats taken than there are. */
  hidesIt?: boolean;
  /** Nobody can sign in. */
  knowsNobody?: boolean;
  /** Answers nothing. */
  isDead?: boolean;
}

/** A variant in memory. */
export class MadeUpVariant implements RacedVariant {
  readonly students: string[] = [];
  readonly sections: { seats: number; holders: Set<string>; isOpen: boolean }[] = [];

  constructor(
    readonly name: SiteVariant,
    readonly manners: Manners = {},
  ) {}

  async open(seats: number): Promise<void> {
    this.#live();
    this.sections.push({ seats, holders: new Set(), isOpen: true });
  }

  async enter(username: string): Promise<RacingStudent> {
    this.#live();
    if (this.manners.knowsNobody) throw new Error(`${this.name} does not know ${username}.`);
    this.students.push(username);
    return { ask: async () => this.#ask(username), giveBack: async (id) => this.#giveBack(id) };
  }

  async seatsTaken(): Promise<number> {
    this.#live();
    const { holders, seats } = this.#section;
    return this.manners.hidesIt ? Math.min(seats, holders.size) : holders.size;
  }

  async enrolled(): Promise<number> {
    this.#live();
    return this.#section.holders.size;
  }

  async close(): Promise<void> {
    this.#live();
    for (const section of this.sections) section.isOpen = false;
  }

  get #section() {
    return this.sections.at(-1)!;
  }

  #ask(username: string): Asked {
    if (this.manners.isDead) return { outcome: 'failed' };
    const { holders, seats } = this.#section;
    if (holders.size >= seats && !this.manners.oversells) return { outcome: 'refused', latencyMs: 1 };
    holders.add(username);
    return { outcome: 'accepted', enrollmentId: username, latencyMs: 2 };
  }

  #giveBack(id: string): boolean {
    if (this.manners.isDead) return false;
    this.#section.holders.delete(id);
    return true;
  }

  #live(): void {
    if (this.manners.isDead) throw new Error(`${this.name} does not answer.`);
  }
}
