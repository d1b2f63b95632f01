import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { accountOfQuery } from '../../account/queries.ts';
import { unwrap, useApi } from '../../api/client.ts';
import { keepAnswer } from '../../api/keep-answer.ts';
import { isPassing } from '../../api/problem.ts';
import { newIdempotencyKey } from '../../enrolment/idempotency-key.ts';
import { useVariant } from '../../variant/variant.ts';

/**
 * Records a payment. While nobody knows whether it was taken, the same amount is sent with the same key: whoever presses the button
 * again pays once.
 */
export function usePay(studentId: string) {
  const api = useApi();
  const client = useQueryClient();
  const { queryKey } = accountOfQuery(api, useVariant(), studentId);
  const open = useRef<{ amount: number; key: string }>(undefined);
  return useMutation({
    mutationFn: (amount: number) => {
      if (open.current?.amount !== amount) open.current = { amount, key: newIdempotencyKey() };
      const params = { path: { studentId }, header: { 'Idempotency-Key': open.current.key } };
      return unwrap(api.POST('/api/accounts/{studentId}/payments', { params, body: { amount } }));
    },
    onSettled: (_, problem) => {
      if (!isPassing(problem)) open.current = undefined;
      return client.invalidateQueries({ queryKey });
    },
  });
}

/** Sets the limit of an account. */
export function useSetLimit(studentId: string) {
  const api = useApi();
  const client = useQueryClient();
  const { queryKey } = accountOfQuery(api, useVariant(), studentId);
  return useMutation({
    mutationFn: (limit: number) =>
      unwrap(api.PATCH('/api/accounts/{studentId}', { params: { path: { studentId } }, body: { limit } })),
    onSuccess: (account) => keepAnswer(client, queryKey, () => account),
  });
}
