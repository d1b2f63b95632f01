import { Link } from '@tanstack/react-router';
import { EnrolmentStatus } from '../enrolment/EnrolmentStatus.tsx';
import { MeetingTimes } from '../enrolment/MeetingTimes.tsx';
import { useEntryName } from './entry-name.ts';
import { EntryActions, type EntryAction } from './EntryActions.tsx';
import styles from './EntryList.module.css';
import { useTimetableText } from './messages.ts';
import type { SectionEntry } from './use-week.ts';

interface EntryListProps {
  readonly title: string;
  readonly hint?: string;
  readonly entries: readonly SectionEntry[];
  readonly onAct: (entry: SectionEntry, action: EntryAction) => void;
}

/** Sections of the week as a list; nothing where there are none. */
export function EntryList({ title, hint, entries, onAct }: EntryListProps) {
  const t = useTimetableText();
  const nameOf = useEntryName();
  if (entries.length === 0) return null;
  return (
    <section className={styles['section']}>
      <h2>{title}</h2>
      {hint && <p className={styles['hint']}>{hint}</p>}
      <ul className={styles['list']}>
        {entries.map((entry) => (
          <li key={entry.enrolment?.id ?? entry.sectionId} className={styles['entry']}>
            <div className={styles['course']}>
              <Link to="/sections/$sectionId" params={{ sectionId: entry.sectionId }}>
                <strong>{nameOf(entry)}</strong> {entry.section?.title}
              </Link>
            </div>
            <div className={styles['times']}>
              {entry.section ? <MeetingTimes meetings={entry.section.meetings} /> : t('times-unknown')}
            </div>
            <div className={styles['credits']}>
              <span className={styles['hint']}>{t('entry-credits')}</span> {entry.credits}
            </div>
            <div>{entry.enrolment && <EnrolmentStatus enrolment={entry.enrolment} />}</div>
            <div className={styles['actions']}>
              <EntryActions entry={entry} onAct={(action) => onAct(entry, action)} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
