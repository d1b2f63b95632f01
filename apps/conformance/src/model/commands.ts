import type { Campus } from './campus.ts';
import { enrolmentOf, isActive } from './state.ts';
import type { State } from './state.ts';

/** What somebody does, in words that stay the same when other commands before it are left out. */
export type Command =
  | { do: 'enrol'; student: number; section: number; credits?: number | undefined; wait: boolean }
  | { do: 'drop'; student: number; nth: number }
  | { do: 'swap'; student: number; nth: number; section: number; credits?: number | undefined }
  | { do: 'put'; student: number; section: number; credits?: number | undefined }
  | { do: 'take out'; student: number; section: number }
  | { do: 'enrol cart'; student: number }
  | { do: 'capacity'; section: number; seats: number }
  | { do: 'cancel'; section: number }
  | { do: 'limit'; student: number; credits: number }
  | { do: 'pay'; student: number; credits: number }
  | { do: 'open'; years: number[] }
  | { do: 'at once'; commands: Command[] };

/** A command with its enrolment and amounts found out, ready to be done by the model and by a system. */
export type Deed =
  | {
      do: 'enrol';
      key: string;
      student: number;
      section: number;
      credits?: number | undefined;
      wait: boolean;
    }
  | { do: 'drop'; student: number; old: string }
  | {
      do: 'swap';
      key: string;
      student: number;
      old: string;
      section: number;
      credits?: number | undefined;
    }
  | { do: 'put'; student: number; section: number; credits?: number | undefined }
  | { do: 'take out'; student: number; section: number }
  | { do: 'enrol cart'; key: string; student: number }
  | { do: 'capacity'; section: number; seats: number }
  | { do: 'cancel'; section: number }
  | { do: 'limit'; student: number; limit: number }
  | { do: 'pay'; student: number; amount: number }
  | { do: 'open'; years: number[] }
  | { do: 'at once'; deeds: Deed[] };

/**
 * What a command means in a state, or nothing where it means nothing there, or something that the API leaves open. `number`
 * makes the keys of what it creates.
 */
export function deedOf(campus: Campus, state: State, command: Command, number: string): Deed | undefined {
  switch (command.do) {
    case 'enrol':
    case 'enrol cart':
      return { ...command, key: number };
    case 'drop': {
      const old = nthActive(state, command.student, command.nth);
      return old === undefined ? undefined : { do: 'drop', student: command.student, old };
    }
    case 'swap': {
      const { nth, ...rest } = command;
      const old = nthActive(state, command.student, nth);
      if (old === undefined || enrolmentOf(state, old).status !== 'confirmed') return undefined;
      return { ...rest, key: number, old };
    }
    case 'put':
      return state.cancelled[command.section] ? undefined : command;
    case 'capacity':
    case 'cancel':
      return state.cancelled[command.section] ? undefined : command;
    case 'limit': {
      const above = command.credits * campus.tuitionPerCredit;
      const limit = Math.max(0, state.accounts[command.student]!.balance + above);
      return { do: 'limit', student: command.student, limit };
    }
    case 'pay':
      return { do: 'pay', student: command.student, amount: command.credits * campus.tuitionPerCredit };
    case 'open':
      return waitsOutside(campus, state, command.years) ? undefined : command;
    case 'at once': {
      const deeds = command.commands
        .map((one, index) => deedOf(campus, state, one, `${number}.${index + 1}`))
        .filter((deed) => deed !== undefined);
      return deeds.length > 1 ? { do: 'at once', deeds } : undefined;
    }
    default:
      return command;
  }
}

/** Commands whose meaning is open while something is pending: they wait until nothing is. */
export const needsRest = (command: Command): boolean =>
  ['swap', 'cancel', 'open', 'limit', 'at once'].includes(command.do);

/** The key of the nth thing that a student has, counted round and round. */
function nthActive(state: State, student: number, nth: number): string | undefined {
  const own = state.enrolments.filter((one) => one.student === student && isActive(one));
  return own.length === 0 ? undefined : own[nth % own.length]!.key;
}

/** Whether somebody waits for whom registration would be closed: whether they may be promoted, the API leaves open. */
const waitsOutside = ({ students }: Campus, { enrolments }: State, years: readonly number[]): boolean =>
  enrolments.some(
    ({ status, student }) => status === 'waitlisted' && !years.includes(students[student]!.year),
  );

/** A deed, as the report names it. */
export function describeDeed(campus: Campus, deed: Deed): string {
  const name = 'student' in deed ? campus.students[deed.student]!.name : 'The registrar';
  const section = 'section' in deed ? campus.sections[deed.section]!.name : '';
  const credits = 'credits' in deed && deed.credits !== undefined ? ` for ${deed.credits} credits` : '';
  switch (deed.do) {
    case 'enrol':
      return `${name} enrols in ${section}${credits}${deed.wait ? ', or waits' : ''} (${deed.key})`;
    case 'drop':
      return `${name} drops ${deed.old}`;
    case 'swap':
      return `${name} swaps ${deed.old} for ${section}${credits} (${deed.key})`;
    case 'put':
      return `${name} puts ${section}${credits} into the cart`;
    case 'take out':
      return `${name} takes ${section} out of the cart`;
    case 'enrol cart':
      return `${name} enrols in all of the cart (${deed.key})`;
    case 'capacity':
      return `The registrar gives ${section} ${deed.seats} seats`;
    case 'cancel':
      return `The registrar cancels ${section}`;
    case 'limit':
      return `The registrar limits ${name}'s account to ${deed.limit}`;
    case 'pay':
      return `The registrar takes ${deed.amount} from ${name}`;
    case 'open':
      return `The registrar opens registration for ${deed.years.length > 0 ? `the years ${deed.years.join()}` : 'nobody'}`;
    case 'at once':
      return `At once: ${deed.deeds.map((one) => describeDeed(campus, one)).join('; ')}`;
  }
}
