import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { unwrap, useApi } from '../api/client.ts';
import { keepAnswer } from '../api/keep-answer.ts';
import { isPassing } from '../api/problem.ts';
import { useVariant, type Variant } from '../variant/variant.ts';
import { withEnrolment } from './held.ts';
import { cartQuery, enrolmentsQuery, useStudentId } from './queries.ts';
import type { CartItem, Enrollment } from './types.ts';

/** What an application changes, besides itself. */
const CHANGED = ['enrolments', 'timetable', 'account', 'cart', 'seats'];

/** A request that got lost is sent again by itself, with its key, so it has its effect once. */
const again = {
  // Without a network it fails and says so, rather than to wait in silence.
  networkMode: 'always' as const,
  retry: (count: number, error: Error) => isPassing(error) && count < 2,
  retryDelay: (count: number) => 1000 * 2 ** count,
};

const withKey = (key: string) => ({ header: { 'Idempotency-Key': key } });

/** What is asked for; `key` makes it happen once however often it is sent, see `newIdempotencyKey`. */
export interface Application {
  readonly sectionId: string;
  readonly credits?: number | undefined;
  /** Whether to wait for a seat where there is none. */
  readonly waitlist?: boolean;
  readonly key: string;
}

/** Enrols in a section, or puts oneself on its waiting list. What one has applied for leaves the cart. */
export function useEnrol() {
  const { api, keep, refresh, isInCart } = useChange();
  return useMutation({
    ...again,
    mutationFn: ({ sectionId, credits, waitlist, key }: Application) =>
      unwrap(
        api.POST('/api/enrollments', {
          params: withKey(key),
          body: { sectionId, ...(credits !== undefined && { credits }), ...(waitlist && { waitlist }) },
        }),
      ),
    onSuccess: async (enrolment) => {
      keep(enrolment);
      if (!isInCart(enrolment.sectionId)) return;
      const path = { sectionId: enrolment.sectionId };
      // The application stands whether or not this works.
      await unwrap(api.DELETE('/api/cart/{sectionId}', { params: { path } })).catch(() => undefined);
    },
    onSettled: refresh,
  });
}

/** An enrolment that goes, for a section that comes. */
export interface Swap {
  readonly dropEnrollmentId: string;
  readonly sectionId: string;
  readonly credits?: number | undefined;
  readonly key: string;
}

/** Exchanges one enrolment for another: if the new one is refused, the old one stands. */
export function useSwap() {
  const { api, keep, refresh } = useChange();
  return useMutation({
    ...again,
    mutationFn: ({ key, ...body }: Swap) =>
      unwrap(api.POST('/api/enrollments/swap', { params: withKey(key), body })),
    onSuccess: keep,
    onSettled: refresh,
  });
}

/** Drops an enrolment, or leaves a waiting list. Dropping twice is dropping once, so it needs no key. */
export function useDrop() {
  const { api, refresh } = useChange();
  return useMutation({
    ...again,
    mutationFn: (enrollmentId: string) =>
      unwrap(api.DELETE('/api/enrollments/{id}', { params: { path: { id: enrollmentId } } })),
    onSettled: refresh,
  });
}

/** Puts a section into the cart, or changes the credits of one that is there. */
export function usePutIntoCart() {
  const { api, keepCart } = useChange();
  return useMutation({
    ...again,
    mutationFn: ({ sectionId, credits }: { sectionId: string; credits?: number | undefined }) =>
      unwrap(
        api.PUT('/api/cart/{sectionId}', {
          params: { path: { sectionId } },
          body: credits === undefined ? {} : { credits },
        }),
      ),
    onSuccess: ({ items }) => keepCart(() => items),
  });
}

/** Takes a section out of the cart. */
export function useTakeFromCart() {
  const { api, keepCart } = useChange();
  return useMutation({
    ...again,
    mutationFn: (sectionId: string) =>
      unwrap(api.DELETE('/api/cart/{sectionId}', { params: { path: { sectionId } } })),
    onSuccess: (_, taken) => keepCart((items) => items.filter(({ sectionId }) => sectionId !== taken)),
  });
}

/** Enrols in all that is in the cart, each section on its own. */
export function useEnrolCart() {
  const { api, keep, refresh } = useChange();
  return useMutation({
    ...again,
    mutationFn: async (key: string) =>
      (await unwrap(api.POST('/api/cart/enroll', { params: withKey(key) }))).results,
    onSuccess: (results) => {
      for (const { enrollment } of results) if (enrollment) keep(enrollment);
    },
    onSettled: refresh,
  });
}

function useChange() {
  const api = useApi();
  const variant = useVariant();
  const client = useQueryClient();
  const studentId = useStudentId() ?? '';
  return {
    api,
    keep: (enrolment: Enrollment) =>
      client.setQueryData(
        enrolmentsQuery(api, variant, studentId, enrolment.term).queryKey,
        (enrolments) => enrolments && withEnrolment(enrolments, enrolment),
      ),
    isInCart: (id: string) =>
      client
        .getQueryData(cartQuery(api, variant, studentId).queryKey)
        ?.some(({ sectionId }) => sectionId === id) ?? false,
    keepCart: async (change: (items: CartItem[]) => CartItem[]) => {
      const { queryKey } = cartQuery(api, variant, studentId);
      await keepAnswer(client, queryKey, (items) => change(items ?? []));
      // The answers to two changes may come in another order than the changes were made in.
      void client.invalidateQueries({ queryKey });
    },
    refresh: () => refreshAfterChange(client, variant),
  };
}

/** Reads anew what an application may have changed. Nobody waits for it: the answer says already what became of it. */
export function refreshAfterChange(client: QueryClient, variant: Variant): void {
  for (const part of CHANGED) void client.invalidateQueries({ queryKey: [variant, part] });
}
