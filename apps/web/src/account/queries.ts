import { queryOptions } from '@tanstack/react-query';
import { unwrap, type Api } from '../api/client.ts';
import type { Enrollment } from '../enrolment/types.ts';
import type { Variant } from '../variant/variant.ts';

const fetchOwnAccount = (api: Api, signal: AbortSignal) => unwrap(api.GET('/api/account', { signal }));

/** What a student owes and has paid. */
export type Account = Awaited<ReturnType<typeof fetchOwnAccount>>;

/** The signed-in student's own account. */
export const accountQuery = (api: Api, variant: Variant, studentId: string) =>
  queryOptions({
    queryKey: [variant, 'account', studentId],
    queryFn: ({ signal }) => fetchOwnAccount(api, signal),
  });

/** A student's account as a registrar sees it. */
export const accountOfQuery = (api: Api, variant: Variant, studentId: string) =>
  queryOptions({
    queryKey: [variant, 'account-of', studentId],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/accounts/{studentId}', { params: { path: { studentId } }, signal })),
    // Money is shown as it is now.
    staleTime: 0,
  });

/** All enrolments of the signed-in student, of every term: charges name nothing else. */
export const enrolmentsOfAllTermsQuery = (api: Api, variant: Variant, studentId: string) =>
  queryOptions({
    queryKey: [variant, 'enrolments', studentId, 'all terms'],
    queryFn: async ({ signal }) => {
      const all: Enrollment[] = [];
      let cursor: string | undefined;
      do {
        const query = { limit: 200, ...(cursor && { cursor }) };
        const page = await unwrap(api.GET('/api/enrollments', { params: { query }, signal }));
        all.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor);
      return all;
    },
  });
