import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { validateCatalogSearch, type CatalogSearch } from './search.ts';

/** The address follows when somebody stops typing: a new address with each letter would cost more than the search itself. */
const ADDRESS_FOLLOWS_AFTER_MS = 300;

/** What is changed of a search; `undefined` takes a filter away. */
export type SearchChange = { readonly [Name in keyof CatalogSearch]: CatalogSearch[Name] | undefined };

/** The search of the catalog: it is in force at once, and the address follows. */
export function useFilter(): { search: CatalogSearch; change: (change: SearchChange) => void } {
  const router = useRouter();
  const navigate = useNavigate({ from: '/sections' });
  const inAddress = useSearch({ from: '/sections', select: (search) => textOf(search) });
  const [search, setSearch] = useState(() => searchOf(inAddress));
  const written = useRef(inAddress);
  // Written, and not seen in the address yet: where the browser is slow, an earlier one comes after a later one was written.
  const underWay = useRef<string[]>([]);
  useEffect(() => {
    const own = underWay.current.indexOf(inAddress);
    if (own >= 0) underWay.current.splice(0, own + 1);
    if (own >= 0 || inAddress === written.current) return;
    // Somebody went back, or followed a link to another search.
    written.current = inAddress;
    setSearch(searchOf(inAddress));
  }, [inAddress]);
  useEffect(() => {
    const text = textOf({ ...search, q: search.q?.trim() });
    if (text === written.current) return;
    const timer = setTimeout(() => {
      // Somebody is on the way to another page already: the address is no longer that of the catalog, and they are not called back.
      if (router.latestLocation.pathname !== '/sections') return;
      written.current = text;
      underWay.current.push(text);
      void navigate({
        search: ({ variant }) => ({ variant, ...searchOf(text) }),
        replace: true,
        resetScroll: false,
      });
    }, ADDRESS_FOLLOWS_AFTER_MS);
    return () => clearTimeout(timer);
  }, [search, navigate, router]);
  const change = useCallback(
    (changes: SearchChange) => setSearch((before) => validateCatalogSearch({ ...before, ...changes })),
    [],
  );
  return { search, change };
}

/** The catalog's part of an address, in a form that can be compared. */
const textOf = (search: object): string => JSON.stringify(validateCatalogSearch({ ...search }));

const searchOf = (text: string): CatalogSearch => JSON.parse(text) as CatalogSearch;
