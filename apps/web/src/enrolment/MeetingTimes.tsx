import { useFormats } from '../i18n/formats.ts';
import { meetingGroups } from './meeting-groups.ts';
import { useEnrolmentText } from './messages.ts';
import styles from './MeetingTimes.module.css';
import type { Meeting } from './types.ts';

/** When and where a section meets. */
export function MeetingTimes({ meetings }: { readonly meetings: readonly Meeting[] }) {
  const t = useEnrolmentText();
  const { day } = useFormats();
  if (meetings.length === 0) return <p className={styles['arranged']}>{t('arranged')}</p>;
  return (
    <ul className={styles['times']}>
      {meetingGroups(meetings).map(({ days, start, end, place }) => (
        <li key={`${days.join()} ${start} ${place}`}>
          <span>
            {days.map((name) => day(name)).join(' ')}{' '}
            <span className={styles['clock']}>
              {start}–{end}
            </span>
          </span>{' '}
          {place && <span className={styles['place']}>{place}</span>}
        </li>
      ))}
    </ul>
  );
}
