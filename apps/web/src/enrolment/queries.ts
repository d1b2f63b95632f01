import { queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { unwrap, useApi, type Api } from '../api/client.ts';
import { isPassing } from '../api/problem.ts';
import { useSession } from '../api/session.ts';
import { useVariant, type Variant } from '../variant/variant.ts';
import { learnServerTime } from './clock.ts';
import { refreshEvery } from './held.ts';
import type { Enrollment, SectionDetail } from './types.ts';

/** All terms. */
export const termsQuery = (api: Api, variant: Variant) =>
  queryOptions({
    queryKey: [variant, 'terms'],
    queryFn: async ({ signal }) => {
      const sentAt = Date.now();
      const answer = api.GET('/api/terms', { signal });
      learnServerTime((await answer).response, sentAt);
      return (await unwrap(answer)).items;
    },
    // A window that a registrar has just opened is seen without loading the page again.
    staleTime: 30_000,
    refetchInterval: ({ state }) => (state.error && isPassing(state.error) ? 3000 : 60_000),
  });

/** One section with its description. */
export const sectionQuery = (api: Api, variant: Variant, sectionId: string) =>
  queryOptions({
    queryKey: [variant, 'section', sectionId],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/sections/{id}', { params: { path: { id: sectionId } }, signal })),
    staleTime: 30_000,
  });

/** All applications of a student in a term, the oldest first; looked at each second while one of them is pending. */
export const enrolmentsQuery = (api: Api, variant: Variant, studentId: string, term: string) =>
  queryOptions({
    queryKey: [variant, 'enrolments', studentId, term],
    queryFn: ({ signal }) => allEnrolments(api, term, signal),
    refetchInterval: ({ state }) =>
      state.error && isPassing(state.error) ? 3000 : refreshEvery(state.data ?? []),
  });

async function allEnrolments(api: Api, term: string, signal: AbortSignal): Promise<Enrollment[]> {
  const all: Enrollment[] = [];
  let cursor: string | undefined;
  do {
    const query = { term, limit: 200, ...(cursor && { cursor }) };
    const page = await unwrap(api.GET('/api/enrollments', { params: { query }, signal }));
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return all;
}

/** What a student is going to enrol in. */
export const cartQuery = (api: Api, variant: Variant, studentId: string) =>
  queryOptions({
    queryKey: [variant, 'cart', studentId],
    queryFn: async ({ signal }) => (await unwrap(api.GET('/api/cart', { signal }))).items,
  });

/** All terms of the variant that is shown. */
export const useTerms = () => useQuery(termsQuery(useApi(), useVariant()));

/** The student who is signed in to the variant that is shown; nobody where a registrar is. */
export function useStudentId(): string | undefined {
  const { user } = useSession();
  return user?.role === 'student' ? user.id : undefined;
}

/** The applications of the signed-in student in a term; none for anybody else. */
export function useEnrolments(term: string | undefined) {
  const studentId = useStudentId();
  return useQuery({
    ...enrolmentsQuery(useApi(), useVariant(), studentId ?? '', term ?? ''),
    enabled: studentId !== undefined && term !== undefined,
  });
}

/** The cart of the signed-in student; none for anybody else. */
export function useCart() {
  const studentId = useStudentId();
  return useQuery({
    ...cartQuery(useApi(), useVariant(), studentId ?? ''),
    enabled: studentId !== undefined,
  });
}

/** Sections by their ids, each loaded once; those that are not (yet) there are left out. */
export function useSectionsById(sectionIds: readonly string[]): {
  sections: ReadonlyMap<string, SectionDetail>;
  problem: unknown;
} {
  const api = useApi();
  const variant = useVariant();
  return useQueries({
    queries: [...new Set(sectionIds)].map((id) => sectionQuery(api, variant, id)),
    combine: combineSections,
  });
}

const combineSections = (answers: readonly { data: SectionDetail | undefined; error: unknown }[]) => ({
  sections: new Map(answers.flatMap(({ data }) => (data ? [[data.id, data] as const] : []))),
  problem: answers.find(({ error }) => error && isPassing(error))?.error,
});
