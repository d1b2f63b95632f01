import { useMutation, useQueryClient } from '@tanstack/react-query';
import { unwrap, useApi } from '../../api/client.ts';
import { keepAnswer } from '../../api/keep-answer.ts';
import { newIdempotencyKey } from '../../enrolment/idempotency-key.ts';
import { termsQuery } from '../../enrolment/queries.ts';
import type { Term } from '../../enrolment/types.ts';
import { useVariant } from '../../variant/variant.ts';

interface TermToSave extends Pick<Term, 'id' | 'name' | 'registration'> {
  readonly isNew: boolean;
}

/** Makes a term or changes it; the list shows it at once. */
export function useSaveTerm() {
  const api = useApi();
  const client = useQueryClient();
  const terms = termsQuery(api, useVariant());
  return useMutation({
    mutationFn: ({ id, isNew, ...content }: TermToSave): Promise<Term> =>
      isNew
        ? unwrap(
            api.POST('/api/terms', {
              params: { header: { 'Idempotency-Key': newIdempotencyKey() } },
              body: { id, ...content },
            }),
          )
        : unwrap(api.PATCH('/api/terms/{id}', { params: { path: { id } }, body: content })),
    onSuccess: async (saved) => {
      // Where the list is still on its way, the saved term alone is not it.
      await client.ensureQueryData(terms).catch(() => undefined);
      // Nginx may still answer from its cache of a second, so the answer that is there is kept for now.
      await keepAnswer(client, terms.queryKey, (list) =>
        list?.some(({ id }) => id === saved.id)
          ? list.map((term) => (term.id === saved.id ? saved : term))
          : list && [...list, saved],
      );
    },
  });
}
