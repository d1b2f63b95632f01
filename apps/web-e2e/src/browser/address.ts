import type { Variant } from '../system/person.ts';

/** A path of the site on a variant, which the address keeps; the monolith is what the site shows unless told otherwise. */
export function addressOf(path: string, variant: Variant = 'monolith'): string {
  if (variant === 'monolith') return path;
  return `${path}${path.includes('?') ? '&' : '?'}variant=${variant}`;
}
