import { useDeferredValue, useMemo } from 'react';
import { Notice } from '../design/Notice.tsx';
import { Page } from '../design/Page.tsx';
import { ProblemNotice } from '../design/ProblemNotice.tsx';
import { serverNow } from '../enrolment/clock.ts';
import { useTerms } from '../enrolment/queries.ts';
import { usualTerm } from '../enrolment/registration.ts';
import { SignInNote } from '../enrolment/SignInNote.tsx';
import { useFormats } from '../i18n/formats.ts';
import { useVariant } from '../variant/variant.ts';
import styles from './CatalogPage.module.css';
import { choicesOf, filterSections } from './filter.ts';
import { FilterBar } from './FilterBar.tsx';
import { useCatalogText } from './messages.ts';
import { useCatalog, useOpenIds } from './queries.ts';
import { RegistrationNote } from './RegistrationNote.tsx';
import { SectionList } from './SectionList.tsx';
import { TermChoice } from './TermChoice.tsx';
import { useFilter } from './use-filter.ts';

/** All sections of a term, to search and to register for. */
export default function CatalogPage() {
  // Nothing of one variant may be left over when the other is shown.
  return <Catalog key={useVariant()} />;
}

function Catalog() {
  const t = useCatalogText();
  const { number } = useFormats();
  const { search, change } = useFilter();
  const terms = useTerms();
  const term = useMemo(
    () => terms.data?.find(({ id }) => id === search.term) ?? usualTerm(terms.data ?? [], serverNow()),
    [terms.data, search.term],
  );
  const { sections, isComplete, problem, retry } = useCatalog(term?.id);
  const openIds = useOpenIds(term?.id, search.open === true);
  const choices = useMemo(() => choicesOf(sections), [sections]);
  // The field shows each letter at once; the list follows when the browser has time.
  const deferred = useDeferredValue(search);
  const found = useMemo(() => filterSections(sections, deferred, openIds), [sections, deferred, openIds]);
  const failure = terms.error ?? problem;
  const isFirstLoad = !failure && sections.length === 0 && !isComplete && terms.data?.length !== 0;
  return (
    <Page
      title={t('title')}
      aside={
        <TermChoice terms={terms.data ?? []} chosen={term?.id} onChoose={(id) => change({ term: id })} />
      }
    >
      <SignInNote />
      {term && <RegistrationNote term={term} />}
      <FilterBar search={search} onChange={change} choices={choices} />
      <div className={styles['results']}>
        {failure !== null && failure !== undefined && (
          <ProblemNotice problem={failure} onRetry={() => (terms.error ? void terms.refetch() : retry())} />
        )}
        {problem !== null && sections.length > 0 && <p>{t('incomplete')}</p>}
        {terms.data?.length === 0 && <Notice kind="info" title={t('noTerms')} />}
        <div className={styles['progress']}>
          <p role="status" aria-busy={!isComplete}>
            {isFirstLoad && t('loadingFirst')}
            {sections.length > 0 &&
              isComplete &&
              t('found', { count: found.length, text: number(found.length) })}
            {sections.length > 0 && !isComplete && t('loading', { text: number(sections.length) })}
          </p>
          {sections.length > 0 && !isComplete && <progress aria-hidden />}
        </div>
        {isComplete && sections.length === 0 && <Notice kind="info" title={t('noSections')} />}
        {isComplete && sections.length > 0 && found.length === 0 && (
          <Notice kind="info" title={t('none')}>
            <p>{t('noneNext')}</p>
          </Notice>
        )}
        {term && found.length > 0 && <SectionList term={term} found={found} all={sections} />}
      </div>
    </Page>
  );
}
