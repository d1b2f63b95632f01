import { useState } from 'react';
import { Button } from '../design/Button.tsx';
import { Field } from '../design/Field.tsx';
import { clashes } from '../enrolment/clashes.ts';
import { holdsSeat } from '../enrolment/held.ts';
import type { Enrollment, Section } from '../enrolment/types.ts';
import { useCatalogText } from './messages.ts';
import styles from './RegistrationPanel.module.css';

interface SwapFormProps {
  readonly section: Pick<Section, 'id' | 'meetings'>;
  readonly enrolments: readonly Enrollment[];
  readonly sectionOf: (sectionId: string) => Pick<Section, 'code' | 'title' | 'meetings'> | undefined;
  readonly isRunning: boolean;
  readonly onSwap: (dropEnrollmentId: string) => void;
}

/** Takes the section instead of one that the student has: what clashes with it is chosen first. Nothing where there is nothing to give. */
export function SwapForm({ section, enrolments, sectionOf, isRunning, onSwap }: SwapFormProps) {
  const t = useCatalogText();
  const [chosen, setChosen] = useState<string>();
  const held = enrolments.filter((enrolment) => holdsSeat(enrolment) && enrolment.sectionId !== section.id);
  const clashing = held.find(({ sectionId }) =>
    clashes(sectionOf(sectionId)?.meetings ?? [], section.meetings),
  );
  const dropped = held.find(({ id }) => id === chosen) ?? clashing;
  if (held.length === 0) return null;
  return (
    <form
      className={styles['swap']}
      aria-labelledby="swap"
      onSubmit={(event) => {
        event.preventDefault();
        if (dropped && !isRunning) onSwap(dropped.id);
      }}
    >
      <h3 id="swap">{t('swapTitle')}</h3>
      <p>{t('swapText')}</p>
      <Field label={t('insteadOf')}>
        {(control) => (
          <select
            {...control}
            required
            value={dropped?.id ?? ''}
            onChange={({ target }) => setChosen(target.value)}
          >
            {!dropped && <option value="">{t('choose')}</option>}
            {held.map(({ id, sectionId }) => {
              const name = sectionOf(sectionId);
              return (
                <option key={id} value={id}>
                  {name ? `${name.code} ${name.title}` : sectionId}
                </option>
              );
            })}
          </select>
        )}
      </Field>
      <Button type="submit" busy={isRunning} disabled={!dropped}>
        {t('swap')}
      </Button>
    </form>
  );
}
