import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { Button } from '../../design/Button.tsx';
import { Field } from '../../design/Field.tsx';
import { Page } from '../../design/Page.tsx';
import { ProblemNotice } from '../../design/ProblemNotice.tsx';
import { serverNow } from '../../enrolment/clock.ts';
import { useTerms } from '../../enrolment/queries.ts';
import { usualTerm } from '../../enrolment/registration.ts';
import { OnlyFor } from '../../sign-in/OnlyFor.tsx';
import { FoundSections } from './FoundSections.tsx';
import { useSectionsText } from './messages.ts';
import { NewSection } from './NewSection.tsx';
import styles from './RegistrarSection.module.css';

/** Finds a section, or makes a new one. */
export default function RegistrarSectionsPage() {
  const t = useSectionsText();
  return (
    <OnlyFor role="registrar" title={t('title')}>
      {() => <RegistrarSections />}
    </OnlyFor>
  );
}

function RegistrarSections() {
  const t = useSectionsText();
  const navigate = useNavigate();
  const asked = useSearch({ from: '/registrar/sections' });
  const terms = useTerms();
  const [words, setWords] = useState(asked.q ?? '');
  const [isMaking, setMaking] = useState(false);
  const search = useDeferredValue(words.trim());
  const term = terms.data?.find(({ id }) => id === asked.term) ?? usualTerm(terms.data ?? [], serverNow());
  const keep = (change: { term?: string; q?: string }) =>
    void navigate({
      to: '/registrar/sections',
      search: (before) => ({ ...before, ...change }),
      replace: true,
      resetScroll: false,
    });
  const type = (text: string) => {
    setWords(text);
    keep({ q: text });
  };
  const make = term && (
    <Button kind="primary" disabled={isMaking} onClick={() => setMaking(true)}>
      {t('new-section')}
    </Button>
  );
  return (
    <Page title={t('title')} aside={make}>
      {terms.isError && <ProblemNotice problem={terms.error} onRetry={() => void terms.refetch()} />}
      {terms.data?.length === 0 && (
        <p>
          {t('no-terms')} <Link to="/registrar/terms">{t('make-term')}</Link>
        </p>
      )}
      {term && isMaking && <NewSection term={term} onClose={() => setMaking(false)} />}
      {term && (
        <>
          <search className={styles['filter']}>
            <Field label={t('term')}>
              {(control) => (
                <select {...control} value={term.id} onChange={({ target }) => keep({ term: target.value })}>
                  {terms.data?.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field label={t('search')}>
              {(control) => (
                <input
                  {...control}
                  type="search"
                  value={words}
                  onChange={({ target }) => type(target.value)}
                />
              )}
            </Field>
          </search>
          <FoundSections term={term.id} words={search} />
        </>
      )}
    </Page>
  );
}
