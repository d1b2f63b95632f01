import { useState } from 'react';
import { Button } from '../../design/Button.tsx';
import { Field } from '../../design/Field.tsx';
import type { Orders } from '../topology/use-orders.ts';
import { useRaceText } from './messages.ts';
import styles from './RaceForm.module.css';

interface RaceFormProps {
  readonly orders: Orders;
  readonly running: boolean;
}

/** How many rush for how many seats, and the one button that lets them. */
export function RaceForm({ orders, running }: RaceFormProps) {
  const t = useRaceText();
  const [students, setStudents] = useState('100');
  const [seats, setSeats] = useState('30');
  const { give, underWay } = orders;
  const fields = [
    { label: t('students'), hint: t('students-hint'), value: students, set: setStudents, min: 2 },
    { label: t('seats'), hint: t('seats-hint'), value: seats, set: setSeats, min: 1 },
  ];
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        give?.({ kind: 'race', students: Number(students), seats: Number(seats) });
      }}
    >
      {fields.map(({ label, hint, value, set, min }) => (
        <Field key={label} label={label} hint={hint}>
          {(control) => (
            <input
              {...control}
              type="number"
              inputMode="numeric"
              min={min}
              max={200}
              step={1}
              required
              value={value}
              onChange={({ target }) => set(target.value)}
            />
          )}
        </Field>
      ))}
      <Button
        type="submit"
        kind="primary"
        busy={running || underWay?.kind === 'race'}
        disabled={!give || running}
      >
        {t('open')}
      </Button>
      {!give && <p className={styles['hint']}>{t('needs-token')}</p>}
    </form>
  );
}
