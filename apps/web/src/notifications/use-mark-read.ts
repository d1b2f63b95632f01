import { useMutation, useQueryClient } from '@tanstack/react-query';
import { unwrap, useApi } from '../api/client.ts';
import { newIdempotencyKey } from '../enrolment/idempotency-key.ts';
import { useVariant } from '../variant/variant.ts';
import { withRead } from './notification-pages.ts';
import { notificationsQuery } from './queries.ts';

/** Marks notifications as read: shown at once, and taken back where it is refused. */
export function useMarkRead(studentId: string) {
  const api = useApi();
  const client = useQueryClient();
  const { queryKey } = notificationsQuery(api, useVariant(), studentId);
  return useMutation({
    mutationFn: async (ids: readonly string[]) => {
      for (const id of ids) {
        const params = { path: { id }, header: { 'Idempotency-Key': newIdempotencyKey() } };
        await unwrap(api.POST('/api/notifications/{id}/read', { params }));
      }
    },
    onMutate: (ids) =>
      client.setQueryData(queryKey, (list) => list && withRead(list, ids, new Date().toISOString())),
    onError: () => client.invalidateQueries({ queryKey }),
  });
}
