import { Field } from '../design/Field.tsx';
import type { Term } from '../enrolment/types.ts';
import { useCatalogText } from './messages.ts';

interface TermChoiceProps {
  readonly terms: readonly Term[];
  /** Left out while the terms are not known. */
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

/** Chooses the term whose sections are shown. */
export function TermChoice({ terms, chosen, onChoose }: TermChoiceProps) {
  const t = useCatalogText();
  return (
    <Field label={t('term')}>
      {(control) => (
        <select
          {...control}
          disabled={chosen === undefined}
          value={chosen ?? ''}
          onChange={({ target }) => onChoose(target.value)}
        >
          {chosen === undefined && <option value="">…</option>}
          {terms.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
