/** A registration window, as the API has it. */
export interface Window {
  opensAt: string;
  closesAt: string;
  years?: number[] | undefined;
}

/** A registration window, as it is typed: local dates and times, such as `2026-03-02T09:00`, or empty. */
export interface WindowDraft {
  /** Tells drafts apart while they are edited. */
  key: number;
  opens: string;
  closes: string;
  /** Empty for all years. */
  years: readonly number[];
}

/** What is wrong with a draft. */
export type WindowFault = 'missing' | 'order';

/** The years of study that can be chosen, and whatever other ones a window names already. */
export const yearsToChoose = (drafts: readonly WindowDraft[]): number[] =>
  [...new Set([1, 2, 3, 4, 5, 6, ...drafts.flatMap(({ years }) => years)])].toSorted((a, b) => a - b);

/** A window as it can be edited. */
export const draftOf = ({ opensAt, closesAt, years }: Window, key: number): WindowDraft => ({
  key,
  opens: localTimeOf(opensAt),
  closes: localTimeOf(closesAt),
  years: years ?? [],
});

/** An empty window. */
export const emptyDraft = (key: number): WindowDraft => ({ key, opens: '', closes: '', years: [] });

/** The window that a draft stands for; it has to be without a fault. */
export const windowOf = ({ opens, closes, years }: WindowDraft): Window => ({
  opensAt: new Date(opens).toISOString(),
  closesAt: new Date(closes).toISOString(),
  ...(years.length > 0 && { years: years.toSorted((a, b) => a - b) }),
});

/** Why a draft cannot be saved; nothing where it can. */
export function faultOf({ opens, closes }: WindowDraft): WindowFault | undefined {
  if (Number.isNaN(Date.parse(opens)) || Number.isNaN(Date.parse(closes))) return 'missing';
  return Date.parse(opens) < Date.parse(closes) ? undefined : 'order';
}

/** With a year chosen or no longer chosen. */
export const withYear = (draft: WindowDraft, year: number, chosen: boolean): WindowDraft => ({
  ...draft,
  years: chosen
    ? [...new Set([...draft.years, year])].toSorted((a, b) => a - b)
    : draft.years.filter((one) => one !== year),
});

/** An instant as a field for local dates and times takes it; with seconds only where they matter. */
export function localTimeOf(instant: string): string {
  const date = new Date(instant);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const seconds = date.getSeconds();
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}${seconds ? `:${two(seconds)}` : ''}`;
}
