import { useState, type ReactNode } from 'react';
import { ApiProblem } from '../../api/problem.ts';
import { useProblemText } from '../../api/problem-text.ts';
import { Button } from '../../design/Button.tsx';
import { Field } from '../../design/Field.tsx';
import { ProblemNotice } from '../../design/ProblemNotice.tsx';
import { fieldError } from '../field-errors.ts';
import { MeetingsEditor } from './MeetingsEditor.tsx';
import { useSectionsText } from './messages.ts';
import { faultsOf, type Fault, type SectionDraft } from './section-draft.ts';
import styles from './SectionForm.module.css';

interface SectionFormProps {
  readonly initial: SectionDraft;
  /** The words of the button that saves. */
  readonly submit: string;
  readonly busy: boolean;
  readonly problem: unknown;
  readonly onSubmit: (draft: SectionDraft) => void;
  /** More buttons beside the one that saves. */
  readonly children?: ReactNode;
}

type TextField = Exclude<keyof SectionDraft, 'meetings'>;

/** The fields as the API names them, where these differ. */
const pathOf: Partial<Record<string, string>> = {
  creditsMin: 'credits.min',
  creditsMax: 'credits.max',
  choices: 'credits.choices',
};

/** All that a registrar can say of a section. */
export function SectionForm({ initial, submit, busy, problem, onSubmit, children }: SectionFormProps) {
  const t = useSectionsText();
  const [draft, setDraft] = useState(initial);
  const [tried, setTried] = useState(false);
  const errorOf = useErrors(draft, tried, problem);
  const onFormSubmit = (event: React.FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(faultsOf(draft)).length === 0) onSubmit(draft);
  };
  const field = (name: TextField, label: string, hint?: string, lines = 1) => (
    <Field label={label} hint={hint} error={errorOf(name)}>
      {(control) => {
        const value = draft[name];
        const onChange = ({ target }: { target: { value: string } }) =>
          setDraft({ ...draft, [name]: target.value });
        return lines > 1 ? (
          <textarea {...control} rows={lines} value={value} onChange={onChange} />
        ) : (
          <input {...control} value={value} onChange={onChange} />
        );
      }}
    </Field>
  );
  return (
    <form className={styles['form']} onSubmit={onFormSubmit} noValidate>
      <div className={styles['row']}>
        {field('subject', t('subject'), t('subject-hint'))}
        {field('number', t('number'), t('number-hint'))}
        {field('capacity', t('capacity'), t('capacity-hint'))}
      </div>
      {field('title', t('name'))}
      {field('description', t('description'), undefined, 4)}
      <div className={styles['row']}>
        {field('creditsMin', t('credits-min'))}
        {field('creditsMax', t('credits-max'))}
        {field('choices', t('choices'), t('choices-hint'))}
      </div>
      <div className={styles['row']}>
        {field('instructors', t('instructors'), t('instructors-hint'), 3)}
        {field('prerequisites', t('prerequisites'), t('prerequisites-hint'), 3)}
      </div>
      <MeetingsEditor draft={draft} onChange={setDraft} errorOf={errorOf} />
      {problem !== null && problem !== undefined && <ProblemNotice problem={problem} />}
      <div className={styles['actions']}>
        {children}
        <Button kind="primary" type="submit" busy={busy}>
          {submit}
        </Button>
      </div>
    </form>
  );
}

/** What is wrong with each field: what can be seen at once after the first try, and what the API refused. */
function useErrors(draft: SectionDraft, tried: boolean, problem: unknown) {
  const t = useSectionsText();
  const problemText = useProblemText();
  const faults = tried ? faultsOf(draft) : {};
  const words: Record<Fault, string> = {
    missing: t('missing'),
    number: t('fault-number'),
    order: t('fault-order'),
    time: t('fault-time'),
  };
  return (field: string): string | undefined => {
    const fault = faults[field];
    if (fault) return words[fault];
    const isTooSmall = problem instanceof ApiProblem && problem.code === 'capacity-below-enrolled';
    if (field === 'capacity' && isTooSmall) return problemText(problem).title;
    return fieldError(problem, pathOf[field] ?? field);
  };
}
