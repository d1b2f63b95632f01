import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../../api/client.ts';
import { Button } from '../../design/Button.tsx';
import { ProblemNotice } from '../../design/ProblemNotice.tsx';
import { useLiveSeats } from '../../enrolment/live.ts';
import { MeetingTimes } from '../../enrolment/MeetingTimes.tsx';
import { SeatMeter } from '../../enrolment/SeatMeter.tsx';
import { useVariant } from '../../variant/variant.ts';
import { useSectionsText } from './messages.ts';
import { foundSectionsQuery, type SectionSearch } from './queries.ts';
import styles from './RegistrarSection.module.css';

/** The sections that a registrar looks for, with the seats taken. */
export function FoundSections(search: SectionSearch) {
  const t = useSectionsText();
  const found = useInfiniteQuery(foundSectionsQuery(useApi(), useVariant(), search));
  const sections = found.data?.pages.flatMap(({ items }) => items) ?? [];
  const { seats } = useLiveSeats(sections.map(({ id }) => id));
  return (
    <>
      {found.isError && <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <p role="status">{t('loading')}</p>}
      {found.isSuccess && sections.length === 0 && <p role="status">{t('none')}</p>}
      {sections.length > 0 && (
        <div className={styles['list']} role="region" aria-label={t('found')} tabIndex={0}>
          <table className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">{t('course')}</th>
                <th scope="col">{t('when')}</th>
                <th scope="col">{t('seats')}</th>
              </tr>
            </thead>
            <tbody>
              {sections.map((section) => (
                <tr key={section.id}>
                  <th scope="row">
                    <Link to="/registrar/sections/$sectionId" params={{ sectionId: section.id }}>
                      <strong>{section.code}</strong> {section.title}
                    </Link>
                    <p className={styles['instructors']}>{section.instructors.join(', ')}</p>
                  </th>
                  <td>
                    <MeetingTimes meetings={section.meetings} />
                  </td>
                  <td>
                    {section.status === 'cancelled' ? (
                      <span className={styles['cancelled']}>{t('cancelled')}</span>
                    ) : (
                      <SeatMeter seats={seats[section.id]} capacity={section.capacity} />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {found.hasNextPage && (
        <div>
          <Button busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </>
  );
}
