import type { CartItem, Section } from '../enrolment/types.ts';

/** A section in the cart, as far as it is known. */
export interface BasketItem<S> {
  readonly sectionId: string;
  readonly section: S | undefined;
  /** Chosen, or else the least that the section gives; left out while that is not known. */
  readonly credits: number | undefined;
}

/** What is in the cart of one term. */
export interface TermBasket<S> {
  /** Left out for sections that are not known (yet). */
  readonly term: string | undefined;
  readonly items: readonly BasketItem<S>[];
}

/** The cart by terms, in the order in which it was filled; what is not known comes last. */
export function basketsOf<S extends Pick<Section, 'term' | 'credits'>>(
  cart: readonly Pick<CartItem, 'sectionId' | 'credits'>[],
  sectionOf: (sectionId: string) => S | undefined,
): TermBasket<S>[] {
  const items = cart.map(({ sectionId, credits }) => {
    const section = sectionOf(sectionId);
    return { sectionId, section, credits: credits ?? section?.credits.min };
  });
  const terms = [...new Set(items.map(({ section }) => section?.term))];
  // Sorting is stable: only what is not known changes its place.
  const knownFirst = terms.toSorted((a, b) => Number(a === undefined) - Number(b === undefined));
  return knownFirst.map((term) => ({ term, items: items.filter(({ section }) => section?.term === term) }));
}

/** The credits that items would add, as far as they are known, to those of the sections that one has already. */
export const creditsOf = (items: readonly BasketItem<unknown>[], had: ReadonlySet<string>): number =>
  items.filter(({ sectionId }) => !had.has(sectionId)).reduce((sum, { credits }) => sum + (credits ?? 0), 0);
