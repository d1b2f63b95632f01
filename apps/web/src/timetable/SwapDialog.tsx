import { Dialog } from '@base-ui/react/dialog';
import { useDeferredValue, useState } from 'react';
import { Button } from '../design/Button.tsx';
import { Field } from '../design/Field.tsx';
import { ProblemNotice } from '../design/ProblemNotice.tsx';
import { creditChoices } from '../enrolment/credits.ts';
import { newIdempotencyKey } from '../enrolment/idempotency-key.ts';
import { useSwap } from '../enrolment/mutations.ts';
import type { Section } from '../enrolment/types.ts';
import { useEntryName } from './entry-name.ts';
import dialogStyles from '../design/Dialog.module.css';
import styles from './EntryDialog.module.css';
import { useTimetableText } from './messages.ts';
import { SwapChoices } from './SwapChoices.tsx';
import type { SectionEntry } from './use-week.ts';

interface SwapDialogProps {
  readonly entry: SectionEntry;
  /** The rest of the week: what the new section may clash with. */
  readonly others: readonly SectionEntry[];
  readonly term: string;
  readonly onClose: () => void;
}

/** Finds another section and swaps an enrolment for it. */
export function SwapDialog({ entry, others, term, onClose }: SwapDialogProps) {
  const t = useTimetableText();
  const name = useEntryName()(entry);
  // Most who swap want another section of the same course.
  const [search, setSearch] = useState(entry.section?.code ?? '');
  const deferredSearch = useDeferredValue(search);
  const [chosen, setChosen] = useState<Section>();
  const [credits, setCredits] = useState<number>();
  const [tried, setTried] = useState(false);
  const swap = useSwap();
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!chosen || !entry.enrolment) return;
    const wanted = { sectionId: chosen.id, credits, key: newIdempotencyKey() };
    swap.mutate({ dropEnrollmentId: entry.enrolment.id, ...wanted }, { onSuccess: onClose });
  };
  const choices = chosen ? creditChoices(chosen.credits) : [];
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialogStyles['backdrop']} />
        <Dialog.Popup className={dialogStyles['popup']}>
          {/* The dialog is no form: a form with its role would be none to a screen reader. */}
          <form className={styles['form']} onSubmit={submit} noValidate>
            <Dialog.Title className={dialogStyles['title']}>{t('swap-title', { name })}</Dialog.Title>
            <Dialog.Description>{t('swap-what', { name })}</Dialog.Description>
            <Field label={t('swap-search')}>
              {(control) => (
                <input
                  {...control}
                  type="search"
                  value={search}
                  onChange={({ target }) => {
                    setSearch(target.value);
                    setChosen(undefined);
                  }}
                />
              )}
            </Field>
            <SwapChoices
              term={term}
              search={deferredSearch}
              without={entry.sectionId}
              others={others}
              chosen={chosen}
              onChoose={(section) => {
                setChosen(section);
                setCredits(undefined);
                swap.reset();
              }}
            />
            {choices.length > 1 && (
              <Field label={t('swap-credits')}>
                {(control) => (
                  <select
                    {...control}
                    value={credits ?? choices[0]}
                    onChange={({ target }) => setCredits(Number(target.value))}
                  >
                    {choices.map((choice) => (
                      <option key={choice}>{choice}</option>
                    ))}
                  </select>
                )}
              </Field>
            )}
            {tried && !chosen && <p role="alert">{t('swap-choose')}</p>}
            {swap.isError && <ProblemNotice problem={swap.error} />}
            <div className={dialogStyles['actions']}>
              <Button onClick={onClose}>{t('close')}</Button>
              <Button kind="primary" type="submit" busy={swap.isPending}>
                {t('swap-confirm')}
              </Button>
            </div>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
