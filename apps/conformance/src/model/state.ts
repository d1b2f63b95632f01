import type { Campus } from './campus.ts';

/** An enrolment in the model; `key` names it, whatever id the system gives it. */
export interface ModelEnrolment {
  readonly key: string;
  readonly student: number;
  readonly section: number;
  readonly credits: number;
  readonly status: 'pending' | 'confirmed' | 'waitlisted' | 'rejected' | 'dropped';
  /** The enrolment that is given up for this one, as long as billing has not decided. */
  readonly replaces?: string | undefined;
}

/** A section in somebody's cart. */
export interface CartItem {
  readonly section: number;
  readonly credits?: number | undefined;
}

/** All that commands change. */
export interface State {
  readonly capacities: readonly number[];
  readonly cancelled: readonly boolean[];
  /** The years that registration is open for. */
  readonly openYears: readonly number[];
  /** In the order in which they were made: among those who wait for a section, this is the order of the list. */
  readonly enrolments: readonly ModelEnrolment[];
  readonly accounts: readonly { readonly balance: number; readonly limit: number }[];
  readonly carts: readonly (readonly CartItem[])[];
}

/** A copy with one enrolment changed. */
export function withEnrolment(state: State, key: string, change: Partial<ModelEnrolment>): State {
  const enrolments = state.enrolments.map((one) => (one.key === key ? { ...one, ...change } : one));
  return { ...state, enrolments };
}

/** A copy in which a student owes so much more, or less. */
export function withCharge(state: State, student: number, amount: number): State {
  const accounts = state.accounts.with(student, {
    ...state.accounts[student]!,
    balance: state.accounts[student]!.balance + amount,
  });
  return { ...state, accounts };
}

/** The enrolment of a key. */
export function enrolmentOf(state: State, key: string): ModelEnrolment {
  const found = state.enrolments.find((one) => one.key === key);
  if (!found) throw new Error(`The model has no enrolment ${key}.`);
  return found;
}

/** Whether it holds a seat, time and credits. */
export const isHeld = ({ status }: ModelEnrolment): boolean => status === 'pending' || status === 'confirmed';

/** Whether it holds a seat or a place in a waiting list. */
export const isActive = (one: ModelEnrolment): boolean => isHeld(one) || one.status === 'waitlisted';

/** Who waits for a section, the first one first. */
export const waitingFor = (state: State, section: number): ModelEnrolment[] =>
  state.enrolments.filter((one) => one.section === section && one.status === 'waitlisted');

/** The seats that nobody has. Where somebody changes the credits of a seat, old and new are one. */
export function freeSeats(state: State, section: number): number {
  const held = state.enrolments.filter((one) => one.section === section && isHeld(one));
  const replaced = new Set(held.map(({ replaces }) => replaces));
  return state.capacities[section]! - held.filter(({ key }) => !replaced.has(key)).length;
}

/** What a client can see of a state, line by line: two states that look alike are the same. */
export function viewOf(state: State, { students, sections }: Campus): string[] {
  return [
    ...state.enrolments.map((one) => {
      const position = waitingFor(state, one.section).findIndex(({ key }) => key === one.key) + 1;
      return lineOf(one.key, {
        student: students[one.student]!.name,
        section: sections[one.section]!.name,
        credits: one.credits,
        status: one.status,
        position: position || undefined,
        reason: one.status === 'rejected' ? 'account-limit' : undefined,
      });
    }),
    ...state.accounts.map(({ balance }, student) => `${students[student]!.name} owes ${balance}`),
    ...state.carts.map((items, student) =>
      cartLine(
        students[student]!.name,
        items.map(({ section, credits }) => ({ name: sections[section]!.name, credits })),
      ),
    ),
  ].sort();
}

/** How an enrolment looks. */
export function lineOf(
  key: string,
  one: {
    student: string;
    section: string;
    credits: number;
    status: string;
    position?: number | undefined;
    reason?: string | undefined;
  },
): string {
  const { student, section, credits, status, position, reason } = one;
  const more = [position && `place ${position}`, reason].filter(Boolean).join(' ');
  return `${student} in ${section} (${key}), ${credits} credits: ${status} ${more}`.trim();
}

/** How a cart looks. */
export function cartLine(
  student: string,
  items: readonly { name: string; credits?: number | undefined }[],
): string {
  return `${student}'s cart: ${items.map(({ name, credits }) => `${name}${credits === undefined ? '' : ` for ${credits}`}`).join(', ') || 'empty'}`;
}
