import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { unwrap, type Api } from '../../api/client.ts';
import type { paths } from '../../api/generated/schema.d.ts';
import type { Variant } from '../../variant/variant.ts';

/** What a registrar looks for. */
export interface SectionSearch {
  readonly term: string;
  readonly words: string;
}

/** Sections by words of their code, title or instructors. */
export const foundSectionsQuery = (api: Api, variant: Variant, { term, words }: SectionSearch) =>
  infiniteQueryOptions({
    queryKey: [variant, 'found-sections', term, words],
    queryFn: ({ pageParam, signal }) => {
      const query = { term, limit: 50, ...(words && { q: words }), ...(pageParam && { cursor: pageParam }) };
      return unwrap(api.GET('/api/sections', { params: { query }, signal }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    staleTime: 1_000,
  });

type RosterAnswer = paths['/api/sections/{id}/roster']['get']['responses'][200]['content'];

/** Who is in a section and who waits. */
export type Roster = RosterAnswer['application/json'];

/** Who is in a section and who waits; looked at again and again, for students come and go. */
export const rosterQuery = (api: Api, variant: Variant, sectionId: string) =>
  queryOptions({
    queryKey: [variant, 'roster', sectionId],
    queryFn: async ({ signal }): Promise<Roster> => {
      const params = { path: { id: sectionId } };
      const headers = { accept: 'application/json' };
      // It also comes as CSV, which is not asked for here.
      return (await unwrap(api.GET('/api/sections/{id}/roster', { params, headers, signal }))) as Roster;
    },
    refetchInterval: 5_000,
  });
