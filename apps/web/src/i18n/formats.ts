import { useTranslation } from 'react-i18next';

/** A weekday, as the API names it. */
export type Day = 'MON' | 'TUE' | 'WED' | 'THU' | 'FRI' | 'SAT' | 'SUN';

/** The week, from its first day. */
export const days: readonly Day[] = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];

/** Numbers, money and times as the chosen language writes them. */
export const useFormats = (): Formats => formatsOf(useTranslation().i18n.language);

type Formats = ReturnType<typeof makeFormats>;

/** Formatters are costly to make, and the rows of a long list each need some: a language's are made once. */
const made = new Map<string, Formats>();

function formatsOf(language: string): Formats {
  const formats = made.get(language) ?? makeFormats(language);
  made.set(language, formats);
  return formats;
}

function makeFormats(language: string) {
  const number = new Intl.NumberFormat(language);
  const instant = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });
  const shortDay = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  const longDay = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  return {
    number: (value: number) => number.format(value),
    /** Of an amount in minor units, as the API gives it. */
    money: (minor: number, currency: string) => money(language, minor, currency),
    instant: (iso: string) => instant.format(new Date(iso)),
    time: (iso: string) => time.format(new Date(iso)),
    day: (day: Day, width: 'short' | 'long' = 'short') =>
      (width === 'long' ? longDay : shortDay).format(dateOn(day)),
    relative: (iso: string) => relativeTo(relative, new Date(iso).getTime() - Date.now()),
  };
}

function money(language: string, minor: number, currency: string) {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0;
  return format.format(minor / 10 ** digits);
}

/** Some date on that weekday: the fifth of January 1970 was a Monday. */
const dateOn = (day: Day) => new Date(Date.UTC(1970, 0, 5 + days.indexOf(day)));

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

function relativeTo(format: Intl.RelativeTimeFormat, milliseconds: number) {
  const [unit, size] = units.find(([, length]) => Math.abs(milliseconds) >= length) ?? units[3];
  return format.format(Math.round(milliseconds / size), unit);
}
