import { useLanguage, type Language } from './language.ts';

/** A weekday, as the API names it. */
export type Day = 'MON' | 'TUE' | 'WED' | 'THU' | 'FRI' | 'SAT' | 'SUN';

/** The week, from its first day. */
export const days: readonly Day[] = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];

/** Numbers, money and times as the chosen language writes them. */
export const useFormats = (): Formats => formatsOf(useLanguage());

type Formats = ReturnType<typeof makeFormats>;

/** Written down, because the pages that students come to first need nothing else of a formatter of dates, and one is slow to make. */
const dayNames: Record<Language, Record<'short' | 'long', readonly string[]>> = {
  en: {
    short: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
    long: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  },
  ko: {
    short: ['월', '화', '수', '목', '금', '토', '일'],
    long: ['월요일', '화요일', '수요일', '목요일', '금요일', '토요일', '일요일'],
  },
};

// The rows of a long list each need some: a language's are made once.
const made = new Map<Language, Formats>();

/** Numbers, money and times as one language writes them. */
export function formatsOf(language: Language): Formats {
  const formats = made.get(language) ?? makeFormats(language);
  made.set(language, formats);
  return formats;
}

function makeFormats(language: Language) {
  const number = once(() => new Intl.NumberFormat(language));
  const instant = once(() => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }));
  const time = once(() => new Intl.DateTimeFormat(language, { timeStyle: 'medium' }));
  const relative = once(() => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }));
  const currencies = new Map<string, Intl.NumberFormat>();
  const currencyFormat = (currency: string) => {
    const format =
      currencies.get(currency) ?? new Intl.NumberFormat(language, { style: 'currency', currency });
    currencies.set(currency, format);
    return format;
  };
  return {
    number: (value: number) => (isPlain(value) ? String(value) : number().format(value)),
    /** Of an amount in minor units, as the API gives it. */
    money: (minor: number, currency: string) => money(currencyFormat(currency), minor),
    instant: (iso: string) => instant().format(new Date(iso)),
    time: (iso: string) => time().format(new Date(iso)),
    day: (day: Day, width: 'short' | 'long' = 'short') => dayNames[language][width][days.indexOf(day)]!,
    relative: (iso: string) => relativeTo(relative(), new Date(iso).getTime() - Date.now()),
  };
}

/** Whole numbers up to three digits are written alike in both languages: what counts courses and credits needs no formatter. */
const isPlain = (value: number): boolean => Number.isInteger(value) && Math.abs(value) < 1000;

/** Made when it is asked for first: a formatter takes a slow phone some ten milliseconds, and no page needs all of them. */
function once<Made>(make: () => Made): () => Made {
  let value: Made | undefined;
  return () => (value ??= make());
}

function money(format: Intl.NumberFormat, minor: number) {
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0;
  return format.format(minor / 10 ** digits);
}

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
