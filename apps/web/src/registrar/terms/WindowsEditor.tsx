import { Button } from '../../design/Button.tsx';
import { Field } from '../../design/Field.tsx';
import { fieldError } from '../field-errors.ts';
import { useTermsText } from './messages.ts';
import styles from './Terms.module.css';
import { emptyDraft, faultOf, withYear, yearsToChoose, type WindowDraft } from './window-draft.ts';

interface WindowsEditorProps {
  readonly drafts: readonly WindowDraft[];
  readonly onChange: (drafts: WindowDraft[]) => void;
  /** Whether what is wrong is to be shown: not before somebody tried to save. */
  readonly tried: boolean;
  readonly problem: unknown;
}

/** Edits the registration windows of a term. */
export function WindowsEditor({ drafts, onChange, tried, problem }: WindowsEditorProps) {
  const t = useTermsText();
  const change = (changed: WindowDraft) =>
    onChange(drafts.map((draft) => (draft.key === changed.key ? changed : draft)));
  const add = () => onChange([...drafts, emptyDraft(Math.max(0, ...drafts.map(({ key }) => key)) + 1)]);
  return (
    <fieldset className={styles['windows']}>
      <legend>{t('windows')}</legend>
      <p className={styles['hint']}>{t('windows-hint')}</p>
      {drafts.length === 0 && <p>{t('no-windows')}</p>}
      {drafts.map((draft, index) => (
        <WindowFields
          key={draft.key}
          draft={draft}
          number={index + 1}
          years={yearsToChoose(drafts)}
          tried={tried}
          refusal={fieldError(problem, `registration.${index}`)}
          onChange={change}
          onRemove={() => onChange(drafts.filter(({ key }) => key !== draft.key))}
        />
      ))}
      <div>
        <Button size="small" onClick={add}>
          {t('add-window')}
        </Button>
      </div>
    </fieldset>
  );
}

interface WindowFieldsProps {
  readonly draft: WindowDraft;
  readonly number: number;
  readonly years: readonly number[];
  readonly tried: boolean;
  readonly refusal: string | undefined;
  readonly onChange: (draft: WindowDraft) => void;
  readonly onRemove: () => void;
}

function WindowFields({ draft, number, years, tried, refusal, onChange, onRemove }: WindowFieldsProps) {
  const t = useTermsText();
  const fault = tried ? faultOf(draft) : undefined;
  const missing = (value: string) => (fault === 'missing' && !value ? t('window-missing') : undefined);
  return (
    <fieldset className={styles['window']}>
      <legend>{t('window-number', { number })}</legend>
      <div className={styles['times']}>
        <Field label={t('opens')} error={missing(draft.opens)}>
          {(control) => (
            <input
              {...control}
              type="datetime-local"
              value={draft.opens}
              onChange={({ target }) => onChange({ ...draft, opens: target.value })}
            />
          )}
        </Field>
        <Field
          label={t('closes')}
          error={missing(draft.closes) ?? (fault === 'order' ? t('window-order') : refusal)}
        >
          {(control) => (
            <input
              {...control}
              type="datetime-local"
              value={draft.closes}
              onChange={({ target }) => onChange({ ...draft, closes: target.value })}
            />
          )}
        </Field>
        <Button
          size="small"
          kind="danger"
          onClick={onRemove}
          aria-label={t('remove-window-name', { number })}
          className={styles['remove'] ?? ''}
        >
          {t('remove-window')}
        </Button>
      </div>
      <fieldset className={styles['years']}>
        <legend>{t('for-years')}</legend>
        {years.map((year) => (
          <label key={year}>
            <input
              type="checkbox"
              checked={draft.years.includes(year)}
              onChange={({ target }) => onChange(withYear(draft, year, target.checked))}
            />{' '}
            {year}
          </label>
        ))}
        <p className={styles['hint']}>{t('for-years-hint')}</p>
      </fieldset>
    </fieldset>
  );
}
