import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { paths } from '../../api/generated/schema.d.ts';
import { useVariant } from '../../variant/variant.ts';
import { upload } from './upload.ts';

/** What can be imported. */
export type ImportKind = 'catalog' | 'students';

type ReportOf<Path extends '/api/catalog/import' | '/api/students/import'> =
  paths[Path]['post']['responses'][200]['content']['application/json'];

/** What became of a file: for a catalog also what it held. */
export type ImportReport = ReportOf<'/api/students/import'> & Partial<ReportOf<'/api/catalog/import'>>;

/** A file that is to be imported. */
export interface ImportOrder {
  readonly kind: ImportKind;
  readonly file: File;
  /** Of each section; a file of students needs none. */
  readonly capacity: number;
}

/** Imports a file, tells how far it is, and can be stopped. */
export function useImport() {
  const variant = useVariant();
  const client = useQueryClient();
  const [sent, setSent] = useState(0);
  const running = useRef<AbortController>(undefined);
  const mutation = useMutation({
    mutationFn: ({ kind, file, capacity }: ImportOrder) => {
      setSent(0);
      running.current = new AbortController();
      return upload<ImportReport>({
        variant,
        path: `/api/${kind}/import`,
        ...(kind === 'catalog' && { query: { capacity: String(capacity) } }),
        file,
        onProgress: setSent,
        signal: running.current.signal,
      });
    },
    // Also after a failure: what was imported until then stays.
    onSettled: () => {
      void client.invalidateQueries({ queryKey: [variant], refetchType: 'none' });
    },
  });
  return { ...mutation, sent, stop: () => running.current?.abort() };
}
