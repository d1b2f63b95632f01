import type { Campus } from './campus.ts';
import { freeSeats, isHeld, waitingFor } from './state.ts';
import type { State } from './state.ts';

/** A section as the registrar sees it: its seats, and who is on its roster. */
export interface SectionView {
  name: string;
  capacity: number;
  taken: number;
  waitlisted: number;
  enrolled: string[];
  waiting: string[];
}

/** What the registrar can see of a state, a line for each section. */
export function registrarViewOf(state: State, { students, sections }: Campus): string[] {
  return sections.map(({ name }, section) => {
    const waiting = waitingFor(state, section).map(({ student }) => students[student]!.name);
    const held = state.enrolments.filter((one) => one.section === section && isHeld(one));
    return sectionLine({
      name,
      capacity: state.capacities[section]!,
      taken: state.capacities[section]! - freeSeats(state, section),
      waitlisted: waiting.length,
      enrolled: held.map(({ student }) => students[student]!.name),
      waiting,
    });
  });
}

/** How a section looks to the registrar. */
export function sectionLine({ name, capacity, taken, waitlisted, enrolled, waiting }: SectionView): string {
  const list = (names: readonly string[]) => names.join(', ') || 'nobody';
  const seats = `${taken} of ${capacity} taken, ${waitlisted} waiting`;
  return `${name}: ${seats}; enrolled: ${list(enrolled.toSorted())}; waiting: ${list(waiting)}`;
}
