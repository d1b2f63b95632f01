import { useSearch } from '@tanstack/react-router';

/** A way to run the system; each has data and accounts of its own. */
export type Variant = 'monolith' | 'msa';

/** Both, in the order in which they are shown. */
export const variants: readonly Variant[] = ['monolith', 'msa'];

/** The variant that the address names: all that a page shows and does is of this one. */
export function useVariant(): Variant {
  return useSearch({ strict: false, select: ({ variant }) => variantOf(variant) });
}

/** What an address says, the monolith where it says nothing. */
export const variantOf = (text: unknown): Variant => (text === 'msa' ? 'msa' : 'monolith');

/** The one that is not shown. */
export const otherVariant = (variant: Variant): Variant => (variant === 'msa' ? 'monolith' : 'msa');
