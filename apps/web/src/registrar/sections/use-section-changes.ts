import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { send, unwrap, useApi } from '../../api/client.ts';
import { keepAnswer } from '../../api/keep-answer.ts';
import { problemFrom } from '../../api/problem.ts';
import { newIdempotencyKey } from '../../enrolment/idempotency-key.ts';
import { sectionQuery } from '../../enrolment/queries.ts';
import { useVariant, type Variant } from '../../variant/variant.ts';
import { saveFile } from '../save-file.ts';
import type { SectionContent } from './section-draft.ts';

/** What shows sections, besides the page of one. */
const LISTS = ['found-sections', 'sections', 'open-sections', 'seats'];

/** Makes a section. */
export function useCreateSection() {
  const api = useApi();
  const variant = useVariant();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (section: SectionContent & { term: string }) =>
      unwrap(
        api.POST('/api/sections', {
          params: { header: { 'Idempotency-Key': newIdempotencyKey() } },
          body: section,
        }),
      ),
    onSuccess: async (section) => {
      await keepAnswer(client, sectionQuery(api, variant, section.id).queryKey, () => section);
      refreshLists(client, variant);
    },
  });
}

/** Changes what is sent of a section. */
export function useChangeSection(id: string) {
  const api = useApi();
  const variant = useVariant();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (changes: Partial<SectionContent>) =>
      unwrap(api.PATCH('/api/sections/{id}', { params: { path: { id } }, body: changes })),
    onSuccess: async (section) => {
      await keepAnswer(client, sectionQuery(api, variant, id).queryKey, () => section);
      refreshLists(client, variant);
    },
  });
}

/** Cancels a section. */
export function useCancelSection(id: string) {
  const api = useApi();
  const variant = useVariant();
  const client = useQueryClient();
  const { queryKey } = sectionQuery(api, variant, id);
  return useMutation({
    mutationFn: () => unwrap(api.DELETE('/api/sections/{id}', { params: { path: { id } } })),
    onSuccess: async () => {
      await keepAnswer(
        client,
        queryKey,
        (section) => section && { ...section, status: 'cancelled' as const },
      );
      void client.invalidateQueries({ queryKey: [variant, 'roster', id] });
      refreshLists(client, variant);
    },
  });
}

/** Saves a roster as the API writes it as CSV. */
export function useDownloadRoster(sectionId: string, fileName: string) {
  const variant = useVariant();
  return useMutation({
    mutationFn: async () => {
      const address = `/${variant}/api/sections/${encodeURIComponent(sectionId)}/roster`;
      const response = await send(variant, new Request(address, { headers: { accept: 'text/csv' } }));
      if (!response.ok) throw problemFrom(await response.json().catch(() => undefined), response);
      saveFile(fileName, await response.blob());
    },
  });
}

function refreshLists(client: QueryClient, variant: Variant): void {
  for (const part of LISTS) void client.invalidateQueries({ queryKey: [variant, part] });
}
