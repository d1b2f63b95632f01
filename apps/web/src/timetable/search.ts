/** What the address of the timetable says. */
export interface TimetableSearch {
  readonly term?: string;
}

/** Reads an address; `?term=202601` comes as a number. */
export function validateTimetableSearch({ term }: Record<string, unknown>): TimetableSearch {
  const text = typeof term === 'number' ? String(term) : term;
  return typeof text === 'string' && text !== '' ? { term: text } : {};
}
