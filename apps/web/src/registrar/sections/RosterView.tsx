import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from '../../design/Button.tsx';
import { ProblemNotice } from '../../design/ProblemNotice.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useSectionsText } from './messages.ts';
import type { Roster } from './queries.ts';
import styles from './RegistrarSection.module.css';
import { useDownloadRoster } from './use-section-changes.ts';

interface RosterViewProps {
  readonly roster: UseQueryResult<Roster>;
  readonly sectionId: string;
  readonly fileName: string;
}

/** Who is in a section and who waits, and the way to their accounts. */
export function RosterView({ roster, sectionId, fileName }: RosterViewProps) {
  const t = useSectionsText();
  const { number } = useFormats();
  const download = useDownloadRoster(sectionId, fileName);
  const { data } = roster;
  return (
    <section className={styles['section']}>
      <div className={styles['head']}>
        <h2>{t('roster')}</h2>
        {data && (
          <p>
            {t('enrolled-count', {
              enrolled: number(data.enrolled.length),
              waiting: number(data.waiting.length),
            })}
          </p>
        )}
        <Button size="small" busy={download.isPending} onClick={() => download.mutate()}>
          {t('download')}
        </Button>
      </div>
      {download.isError && <ProblemNotice problem={download.error} />}
      {roster.isError && <ProblemNotice problem={roster.error} onRetry={() => void roster.refetch()} />}
      {roster.isPending && <p role="status">{t('loading')}</p>}
      {data && (
        <>
          <Students title={t('enrolled')} empty={t('nobody-enrolled')} students={data.enrolled} />
          <Students title={t('waiting')} empty={t('nobody-waiting')} students={data.waiting} />
        </>
      )}
    </section>
  );
}

interface StudentsProps {
  readonly title: string;
  readonly empty: string;
  readonly students: readonly (Roster['enrolled'][number] & { position?: number })[];
}

function Students({ title, empty, students }: StudentsProps) {
  const t = useSectionsText();
  const { instant } = useFormats();
  if (students.length === 0) return <p className={styles['hint']}>{empty}</p>;
  const isWaiting = students[0]?.position !== undefined;
  return (
    <div className={styles['scroll']} role="region" aria-label={title} tabIndex={0}>
      <table className={styles['table']}>
        <caption>{title}</caption>
        <thead>
          <tr>
            {isWaiting && <th scope="col">{t('place')}</th>}
            <th scope="col">{t('student')}</th>
            <th scope="col">{t('username')}</th>
            <th scope="col">{t('credits')}</th>
            <th scope="col">{t('since')}</th>
            <th scope="col">{t('account')}</th>
          </tr>
        </thead>
        <tbody>
          {students.map(({ studentId, username, name, credits, createdAt, position }) => (
            <tr key={studentId}>
              {isWaiting && <td>{position}</td>}
              <th scope="row">{name}</th>
              <td>{username}</td>
              <td>{credits}</td>
              <td>
                <time dateTime={createdAt}>{instant(createdAt)}</time>
              </td>
              <td>
                <Link
                  to="/registrar/payments"
                  search={(search) => ({ ...search, student: studentId })}
                  aria-label={t('account-name', { name })}
                >
                  {t('account')}
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
