import { Link } from '@tanstack/react-router';
import { creditsText } from '../enrolment/credits.ts';
import { MeetingTimes } from '../enrolment/MeetingTimes.tsx';
import { useEnrolmentText } from '../enrolment/messages.ts';
import { useTerms } from '../enrolment/queries.ts';
import type { SectionDetail } from '../enrolment/types.ts';
import { useCatalogText } from './messages.ts';
import styles from './SectionFacts.module.css';

/** What the catalog says about a section. */
export function SectionFacts({ section }: { readonly section: SectionDetail }) {
  const t = useCatalogText();
  const te = useEnrolmentText();
  const terms = useTerms().data;
  const { id, term, credits, instructors, meetings, prerequisites, description } = section;
  return (
    <section aria-labelledby="about" className={styles['about']}>
      <h2 id="about">{t('about')}</h2>
      <dl className={styles['facts']}>
        <dt>{t('term')}</dt>
        <dd>{terms?.find((one) => one.id === term)?.name ?? term}</dd>
        <dt>{t('id')}</dt>
        <dd>{id}</dd>
        <dt>{t('credits')}</dt>
        <dd>{te('credits', { count: credits.max, text: creditsText(credits) })}</dd>
        <dt>{t('times')}</dt>
        <dd>
          <MeetingTimes meetings={meetings} />
        </dd>
        <dt>{t('instructors')}</dt>
        <dd>{instructors.length > 0 ? instructors.join(', ') : t('noInstructors')}</dd>
        <dt>{t('prerequisites')}</dt>
        <dd>
          {prerequisites.length === 0 && t('noPrerequisites')}
          {prerequisites.map((code, place) => (
            <span key={code}>
              {place > 0 && ', '}
              <Link to="/sections" search={{ term, q: code }}>
                {code}
              </Link>
            </span>
          ))}
        </dd>
      </dl>
      <h3>{t('description')}</h3>
      <p className={styles['description']}>{description || t('noDescription')}</p>
    </section>
  );
}
