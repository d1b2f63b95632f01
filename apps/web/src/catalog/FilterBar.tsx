import { Button } from '../design/Button.tsx';
import { Field } from '../design/Field.tsx';
import { days, useFormats } from '../i18n/formats.ts';
import styles from './FilterBar.module.css';
import { FoldedOnPhones } from './FoldedOnPhones.tsx';
import { useCatalogText } from './messages.ts';
import { countFilters, type CatalogSearch } from './search.ts';
import type { SearchChange } from './use-filter.ts';

const NO_FILTER: SearchChange = {
  q: undefined,
  subject: undefined,
  day: undefined,
  from: undefined,
  to: undefined,
  open: undefined,
  credits: undefined,
};

interface FilterBarProps {
  readonly search: CatalogSearch;
  readonly onChange: (change: SearchChange) => void;
  readonly choices: { readonly subjects: readonly string[]; readonly credits: readonly number[] };
}

/** The fields to search by. On a phone, all but the words are folded away. */
export function FilterBar({ search, onChange, choices }: FilterBarProps) {
  const t = useCatalogText();
  const { day: dayName } = useFormats();
  const count = countFilters(search);
  return (
    <search className={styles['bar']}>
      <div className={styles['words']}>
        <Field label={t('search')}>
          {(control) => (
            <input
              {...control}
              type="search"
              autoComplete="off"
              spellCheck={false}
              value={search.q ?? ''}
              onChange={({ target }) => onChange({ q: target.value })}
            />
          )}
        </Field>
      </div>
      <FoldedOnPhones summary={count > 0 ? t('filtersSet', { count }) : t('filters')}>
        <div className={styles['filters']}>
          <Field label={t('subject')}>
            {(control) => (
              <select
                {...control}
                value={search.subject ?? ''}
                onChange={({ target }) => onChange({ subject: target.value || undefined })}
              >
                <option value="">{t('anySubject')}</option>
                {withChosen(choices.subjects, search.subject).map((subject) => (
                  <option key={subject}>{subject}</option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t('day')}>
            {(control) => (
              <select
                {...control}
                value={search.day ?? ''}
                onChange={({ target }) => onChange({ day: days.find((day) => day === target.value) })}
              >
                <option value="">{t('anyDay')}</option>
                {days.map((day) => (
                  <option key={day} value={day}>
                    {dayName(day, 'long')}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t('from')}>
            {(control) => (
              <input
                {...control}
                type="time"
                value={search.from ?? ''}
                onChange={({ target }) => onChange({ from: target.value || undefined })}
              />
            )}
          </Field>
          <Field label={t('to')}>
            {(control) => (
              <input
                {...control}
                type="time"
                value={search.to ?? ''}
                onChange={({ target }) => onChange({ to: target.value || undefined })}
              />
            )}
          </Field>
          <Field label={t('credits')}>
            {(control) => (
              <select
                {...control}
                value={search.credits ?? ''}
                onChange={({ target }) =>
                  onChange({ credits: target.value === '' ? undefined : Number(target.value) })
                }
              >
                <option value="">{t('anyCredits')}</option>
                {withChosen(choices.credits, search.credits).map((credits) => (
                  <option key={credits}>{credits}</option>
                ))}
              </select>
            )}
          </Field>
          <label className={styles['open']}>
            <input
              type="checkbox"
              checked={search.open ?? false}
              onChange={({ target }) => onChange({ open: target.checked || undefined })}
            />
            {t('open')}
          </label>
          <Button disabled={count === 0 && !search.q} onClick={() => onChange(NO_FILTER)}>
            {t('clear')}
          </Button>
        </div>
      </FoldedOnPhones>
    </search>
  );
}

/** What the address asks for can be chosen also while the sections are still loading. */
const withChosen = <T,>(choices: readonly T[], chosen: T | undefined): readonly T[] =>
  chosen === undefined || choices.includes(chosen) ? choices : [chosen, ...choices];
