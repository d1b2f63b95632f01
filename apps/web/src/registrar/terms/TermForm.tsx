import { useState } from 'react';
import { ApiProblem } from '../../api/problem.ts';
import { Button } from '../../design/Button.tsx';
import { Field } from '../../design/Field.tsx';
import { ProblemNotice } from '../../design/ProblemNotice.tsx';
import type { Term } from '../../enrolment/types.ts';
import { fieldError } from '../field-errors.ts';
import { useTermsText } from './messages.ts';
import styles from './Terms.module.css';
import { useSaveTerm } from './use-save-term.ts';
import { draftOf, faultOf, windowOf } from './window-draft.ts';
import { WindowsEditor } from './WindowsEditor.tsx';

interface TermFormProps {
  /** Left out for a new one. */
  readonly term?: Term;
  readonly onSaved: (term: Term) => void;
  readonly onCancel: () => void;
}

/** Makes a term, or changes one. */
export function TermForm({ term, onSaved, onCancel }: TermFormProps) {
  const t = useTermsText();
  const [id, setId] = useState('');
  const [name, setName] = useState(term?.name ?? '');
  const [windows, setWindows] = useState(() => (term?.registration ?? []).map(draftOf));
  const [tried, setTried] = useState(false);
  const save = useSaveTerm();
  const isComplete = name.trim() !== '' && (term || id.trim() !== '') && !windows.some(faultOf);
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isComplete) return;
    const content = { name: name.trim(), registration: windows.map(windowOf) };
    save.mutate({ ...content, id: term?.id ?? id.trim(), isNew: !term }, { onSuccess: onSaved });
  };
  const missing = (value: string) => (tried && !value.trim() ? t('missing') : undefined);
  const exists = save.error instanceof ApiProblem && save.error.code === 'term-exists';
  return (
    <form className={styles['form']} onSubmit={submit} noValidate>
      {!term && (
        <Field
          label={t('id')}
          hint={t('id-hint')}
          error={missing(id) ?? (exists ? t('term-exists') : fieldError(save.error, 'id'))}
        >
          {(control) => (
            <input
              {...control}
              autoFocus
              autoCapitalize="none"
              spellCheck={false}
              value={id}
              onChange={({ target }) => setId(target.value)}
            />
          )}
        </Field>
      )}
      <Field label={t('name')} error={missing(name) ?? fieldError(save.error, 'name')}>
        {(control) => <input {...control} value={name} onChange={({ target }) => setName(target.value)} />}
      </Field>
      <WindowsEditor drafts={windows} onChange={setWindows} tried={tried} problem={save.error} />
      {save.isError && <ProblemNotice problem={save.error} />}
      <div className={styles['actions']}>
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <Button kind="primary" type="submit" busy={save.isPending}>
          {t(term ? 'save' : 'create')}
        </Button>
      </div>
    </form>
  );
}
