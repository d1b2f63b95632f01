import type { Day } from '../i18n/formats.ts';

/** What somebody looks for in the catalog, as the address keeps it. */
export interface CatalogSearch {
  readonly term?: string;
  /** Words of code, title and instructors. */
  readonly q?: string;
  readonly subject?: string;
  readonly day?: Day;
  /** `HH:mm`: nothing begins before. */
  readonly from?: string;
  /** `HH:mm`: nothing ends after. */
  readonly to?: string;
  /** Only what has a free seat. */
  readonly open?: true;
  readonly credits?: number;
}

const DAYS: readonly unknown[] = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] satisfies Day[];
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const MOST_CREDITS = 100;

/** Reads the search from an address that anybody may have typed: what makes no sense is left out. */
export function validateCatalogSearch(search: Record<string, unknown>): CatalogSearch {
  const term = textOf(search['term']);
  const q = textOf(search['q'])?.slice(0, 200);
  const subject = textOf(search['subject']);
  const day = search['day'];
  const from = textOf(search['from']);
  const to = textOf(search['to']);
  const credits = Number(textOf(search['credits']) ?? Number.NaN);
  return {
    ...(term && { term }),
    ...(q && { q }),
    ...(subject && { subject }),
    ...(isDay(day) && { day }),
    ...(from && TIME.test(from) && { from }),
    ...(to && TIME.test(to) && { to }),
    ...(String(search['open']) === 'true' && { open: true }),
    ...(Number.isInteger(credits) && credits >= 0 && credits <= MOST_CREDITS && { credits }),
  };
}

/** How many filters are set, besides the words and the term. */
export const countFilters = ({ subject, day, from, to, open, credits }: CatalogSearch): number =>
  [subject, day, from, to, open, credits].filter((filter) => filter !== undefined).length;

const isDay = (value: unknown): value is Day => DAYS.includes(value);

/** `?q=225` is read as a number from the address. */
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
