import { queryOptions } from '@tanstack/react-query';
import { unwrap, type Api } from '../api/client.ts';
import type { Section } from '../enrolment/types.ts';
import { variants, type Variant } from '../variant/variant.ts';
import { KnownSections } from './known-sections.ts';

/** Somebody waits for a decision, or for a part that is down: both may be there within seconds. */
const WHILE_WAITING = 1_000;
const OTHERWISE = 10_000;

const fetchTimetable = (api: Api, term: string, signal: AbortSignal) =>
  unwrap(api.GET('/api/timetable', { params: { query: { term } }, signal }));

/** A student's week, with sections and tuition. */
export type Timetable = Awaited<ReturnType<typeof fetchTimetable>>;

const known = Object.fromEntries(
  variants.map((variant) => [variant, new KnownSections<Section>()]),
) as Record<Variant, KnownSections<Section>>;

/** A student's week; looked at again and again, for billing and the waiting list change it. */
export const timetableQuery = (api: Api, variant: Variant, studentId: string, term: string) =>
  queryOptions({
    queryKey: [variant, 'timetable', studentId, term],
    queryFn: async ({ signal }): Promise<Timetable> => {
      const timetable = await fetchTimetable(api, term, signal);
      return { ...timetable, entries: known[variant].complete(timetable.entries) };
    },
    refetchInterval: ({ state }) => {
      const isPending = state.data?.entries.some(({ enrollment }) => enrollment.status === 'pending');
      return isPending || state.data?.partial ? WHILE_WAITING : OTHERWISE;
    },
    staleTime: 0,
  });
