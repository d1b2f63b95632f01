import { useState } from 'react';
import { Button } from '../../design/Button.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Page } from '../../design/Page.tsx';
import { ProblemNotice } from '../../design/ProblemNotice.tsx';
import { serverNow } from '../../enrolment/clock.ts';
import { useTerms } from '../../enrolment/queries.ts';
import { phaseOf } from '../../enrolment/registration.ts';
import type { RegistrationWindow, Term } from '../../enrolment/types.ts';
import { useFormats } from '../../i18n/formats.ts';
import { OnlyFor } from '../../sign-in/OnlyFor.tsx';
import { useTermsText } from './messages.ts';
import { TermForm } from './TermForm.tsx';
import styles from './Terms.module.css';

const NEW = Symbol('a term that is being made');

/** The terms, and when students may register in each. */
export default function TermsPage() {
  const t = useTermsText();
  return (
    <OnlyFor role="registrar" title={t('title')}>
      {() => <Terms />}
    </OnlyFor>
  );
}

function Terms() {
  const t = useTermsText();
  const terms = useTerms();
  const [edited, setEdited] = useState<string | typeof NEW>();
  const [saved, setSaved] = useState<string>();
  const edit = (what: string | typeof NEW | undefined) => {
    setEdited(what);
    setSaved(undefined);
  };
  const onSaved = (term: Term) => {
    setEdited(undefined);
    setSaved(term.name);
  };
  const newTerm = (
    <Button kind="primary" onClick={() => edit(NEW)} disabled={edited === NEW}>
      {t('new-term')}
    </Button>
  );
  return (
    <Page title={t('title')} aside={newTerm}>
      <p className={styles['hint']}>
        {t('time-zone', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}
      </p>
      {saved && (
        <Notice kind="good">
          <p>{t('saved', { name: saved })}</p>
        </Notice>
      )}
      {edited === NEW && (
        <section className={styles['term']}>
          <h2>{t('new-term')}</h2>
          <TermForm onSaved={onSaved} onCancel={() => edit(undefined)} />
        </section>
      )}
      {terms.isError && <ProblemNotice problem={terms.error} onRetry={() => void terms.refetch()} />}
      {terms.isPending && <p role="status">{t('loading')}</p>}
      {terms.data?.length === 0 && <p>{t('empty')}</p>}
      {terms.data?.map((term) => (
        <section key={term.id} className={styles['term']}>
          <div className={styles['head']}>
            <h2>
              {term.name} <code className={styles['id']}>{term.id}</code>
            </h2>
            <PhaseMark term={term} />
            {edited !== term.id && (
              <Button
                size="small"
                onClick={() => edit(term.id)}
                aria-label={t('edit-name', { name: term.name })}
              >
                {t('edit')}
              </Button>
            )}
          </div>
          {edited === term.id ? (
            <TermForm term={term} onSaved={onSaved} onCancel={() => edit(undefined)} />
          ) : (
            <Windows windows={term.registration} />
          )}
        </section>
      ))}
    </Page>
  );
}

function PhaseMark({ term }: { readonly term: Term }) {
  const t = useTermsText();
  const phase = phaseOf(term, serverNow());
  return <span className={`${styles['phase']} ${styles[phase]}`}>{t(phase)}</span>;
}

function Windows({ windows }: { readonly windows: readonly RegistrationWindow[] }) {
  const t = useTermsText();
  const { instant } = useFormats();
  if (windows.length === 0) return <p>{t('no-windows')}</p>;
  return (
    <ul className={styles['list']}>
      {windows.map(({ opensAt, closesAt, years }, index) => (
        <li key={index}>
          {t('window', { opens: instant(opensAt), closes: instant(closesAt) })} ·{' '}
          {years?.length ? t('years', { count: years.length, years: years.join(', ') }) : t('all-years')}
        </li>
      ))}
    </ul>
  );
}
