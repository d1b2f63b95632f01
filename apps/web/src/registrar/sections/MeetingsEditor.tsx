import { Button } from '../../design/Button.tsx';
import { Field } from '../../design/Field.tsx';
import { days, useFormats, type Day } from '../../i18n/formats.ts';
import { useSectionsText } from './messages.ts';
import { withMeeting, type MeetingDraft, type SectionDraft } from './section-draft.ts';
import styles from './SectionForm.module.css';

interface MeetingsEditorProps {
  readonly draft: SectionDraft;
  readonly onChange: (draft: SectionDraft) => void;
  /** What is wrong with a field, in words. */
  readonly errorOf: (field: string) => string | undefined;
}

/** Edits when and where a section meets. */
export function MeetingsEditor({ draft, onChange, errorOf }: MeetingsEditorProps) {
  const t = useSectionsText();
  const change = (changed: MeetingDraft) =>
    onChange({ ...draft, meetings: draft.meetings.map((one) => (one.key === changed.key ? changed : one)) });
  const remove = (key: number) =>
    onChange({ ...draft, meetings: draft.meetings.filter((one) => one.key !== key) });
  return (
    <fieldset className={styles['group']}>
      <legend>{t('meetings')}</legend>
      <p className={styles['hint']}>{t('meetings-hint')}</p>
      {draft.meetings.map((meeting, index) => (
        <MeetingFields
          key={meeting.key}
          meeting={meeting}
          number={index + 1}
          error={errorOf(`meetings.${index}`)}
          onChange={change}
          onRemove={() => remove(meeting.key)}
        />
      ))}
      <div>
        <Button size="small" onClick={() => onChange(withMeeting(draft))}>
          {t('add-meeting')}
        </Button>
      </div>
    </fieldset>
  );
}

interface MeetingFieldsProps {
  readonly meeting: MeetingDraft;
  readonly number: number;
  readonly error: string | undefined;
  readonly onChange: (meeting: MeetingDraft) => void;
  readonly onRemove: () => void;
}

const times = ['start', 'end'] as const;
const places = ['building', 'room'] as const;

function MeetingFields({ meeting, number, error, onChange, onRemove }: MeetingFieldsProps) {
  const t = useSectionsText();
  const formats = useFormats();
  return (
    <fieldset className={styles['meeting']}>
      <legend className="visually-hidden">{t('meeting', { number })}</legend>
      <Field label={t('day')}>
        {(control) => (
          <select
            {...control}
            value={meeting.day}
            onChange={({ target }) => onChange({ ...meeting, day: target.value as Day })}
          >
            {days.map((day) => (
              <option key={day} value={day}>
                {formats.day(day, 'long')}
              </option>
            ))}
          </select>
        )}
      </Field>
      {times.map((field) => (
        <Field key={field} label={t(field)} error={field === 'end' ? error : undefined}>
          {(control) => (
            <input
              {...control}
              type="time"
              value={meeting[field]}
              onChange={({ target }) => onChange({ ...meeting, [field]: target.value })}
            />
          )}
        </Field>
      ))}
      {places.map((field) => (
        <Field key={field} label={t(field)}>
          {(control) => (
            <input
              {...control}
              value={meeting[field]}
              onChange={({ target }) => onChange({ ...meeting, [field]: target.value })}
            />
          )}
        </Field>
      ))}
      <Button
        size="small"
        kind="danger"
        className={styles['remove'] ?? ''}
        onClick={onRemove}
        aria-label={t('remove-name', { number })}
      >
        {t('remove')}
      </Button>
    </fieldset>
  );
}
