import type { Credits } from './types.ts';

/** All numbers of credits that one may choose from, in order; a single one where there is no choice. */
export function creditChoices({ min, max, choices }: Credits): number[] {
  if (choices) return choices.toSorted((a, b) => a - b);
  return Array.from({ length: max - min + 1 }, (_, step) => min + step);
}

/** Whether a section is offered for this many credits. */
export const offersCredits = ({ min, max, choices }: Credits, credits: number): boolean =>
  choices ? choices.includes(credits) : min <= credits && credits <= max;

/** As people write it: `3`, `1–4`, `2/4`. */
export function creditsText(credits: Credits): string {
  if (credits.choices) return creditChoices(credits).join('/');
  return credits.min === credits.max ? `${credits.min}` : `${credits.min}–${credits.max}`;
}
