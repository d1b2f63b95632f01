import { useId } from 'react';
import type { Term } from '../enrolment/types.ts';
import { useTimetableText } from './messages.ts';
import styles from './TermChoice.module.css';

interface TermChoiceProps {
  readonly terms: readonly Pick<Term, 'id' | 'name'>[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

/** Chooses a term; its name alone where there is no other one. */
export function TermChoice({ terms, chosen, onChoose }: TermChoiceProps) {
  const t = useTimetableText();
  const id = useId();
  if (terms.length < 2) return <p className={styles['one']}>{terms[0]?.name ?? chosen}</p>;
  return (
    <div className={styles['choice']}>
      <label htmlFor={id}>{t('term')}</label>
      <select id={id} value={chosen} onChange={({ target }) => onChoose(target.value)}>
        {terms.map((term) => (
          <option key={term.id} value={term.id}>
            {term.name}
          </option>
        ))}
      </select>
    </div>
  );
}
