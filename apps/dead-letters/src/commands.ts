import type { DeadLetter, DeadLetters } from '@sugang/events';
import type { Choice, ListCommand, ReplayCommand } from './command-line.ts';

interface Found {
  readonly place: DeadLetters;
  readonly letters: DeadLetter[];
}

/** The lines that show what is dead. */
export async function list(places: readonly DeadLetters[], command: ListCommand): Promise<string[]> {
  const found = await find(places, command);
  const rows = found.flatMap(({ place, letters }) =>
    letters.map((letter) => ({ ...letter, place: place.place })),
  );
  if (command.json) return [JSON.stringify(rows, null, 2)];
  if (rows.length === 0) return ['There are no dead letters.'];
  return rows.flatMap(({ id, event, subscriber, refusals, since, reason, place }) => [
    `${id}  ${event} for ${subscriber}`,
    `  refused ${refusals} times, dead since ${since}, in the ${place}`,
    `  ${reason.replace(/\s+/g, ' ')}`,
  ]);
}

/**
 * Has the chosen ones delivered again, and says how many.
 *
 * @throws Error naming an id that is not dead anywhere; then nothing is replayed
 */
export async function replay(places: readonly DeadLetters[], command: ReplayCommand): Promise<string[]> {
  const wanted = command.ids && new Set(command.ids);
  const found = (await find(places, command)).map(({ place, letters }) => ({
    place,
    letters: wanted ? letters.filter(({ id }) => wanted.has(id)) : letters,
  }));
  const ids = new Set(found.flatMap(({ letters }) => letters.map(({ id }) => id)));
  const unknown = command.ids?.find((id) => !ids.has(id));
  if (unknown)
    throw new Error(`No dead letter has the id ${unknown}. The command list shows those that there are.`);
  for (const { place, letters } of found) if (letters.length > 0) await place.replay(letters);
  const count = found.reduce((sum, { letters }) => sum + letters.length, 0);
  return [count === 1 ? '1 event is delivered again.' : `${count} events are delivered again.`];
}

async function find(places: readonly DeadLetters[], { subscriber }: Choice): Promise<Found[]> {
  const found: Found[] = [];
  for (const place of places) {
    const letters = await place.list();
    found.push({
      place,
      letters: letters.filter((letter) => !subscriber || letter.subscriber === subscriber),
    });
  }
  return found;
}
