import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useApi } from '../api/client.ts';
import { Notice } from '../design/Notice.tsx';
import { Page } from '../design/Page.tsx';
import { ProblemNotice } from '../design/ProblemNotice.tsx';
import { sectionQuery } from '../enrolment/queries.ts';
import { useVariant } from '../variant/variant.ts';
import { useCatalogText } from './messages.ts';
import { RegistrationPanel } from './RegistrationPanel.tsx';
import { SectionFacts } from './SectionFacts.tsx';
import styles from './SectionPage.module.css';

/** All of one section, and all that one can do with it. */
export default function SectionPage() {
  const { sectionId } = useParams({ from: '/sections/$sectionId' });
  // Nothing of one section or variant may be left over when another is shown.
  return <OneSection key={`${useVariant()} ${sectionId}`} sectionId={sectionId} />;
}

function OneSection({ sectionId }: { readonly sectionId: string }) {
  const t = useCatalogText();
  const { data: section, error, refetch } = useQuery(sectionQuery(useApi(), useVariant(), sectionId));
  return (
    <Page title={section ? `${section.code} ${section.title}` : t('about')}>
      <p>
        <Link to="/sections">{t('back')}</Link>
      </p>
      {error && <ProblemNotice problem={error} onRetry={() => void refetch()} />}
      {!section && !error && <p className="loading">{t('loadingSection')}</p>}
      {section?.status === 'cancelled' && (
        <Notice kind="warn" title={t('cancelledTitle')}>
          <p>{t('cancelledNext')}</p>
          <Link to="/sections" search={{ q: section.code }}>
            {t('otherSections')}
          </Link>
        </Notice>
      )}
      {section && (
        <div className={styles['columns']}>
          <SectionFacts section={section} />
          <RegistrationPanel section={section} />
        </div>
      )}
    </Page>
  );
}
