import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../api/client.ts';
import { Button } from '../../design/Button.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Page } from '../../design/Page.tsx';
import { ProblemNotice } from '../../design/ProblemNotice.tsx';
import { sectionQuery } from '../../enrolment/queries.ts';
import type { SectionDetail } from '../../enrolment/types.ts';
import { OnlyFor } from '../../sign-in/OnlyFor.tsx';
import { useVariant } from '../../variant/variant.ts';
import { CancelSectionDialog } from './CancelSectionDialog.tsx';
import { useSectionsText } from './messages.ts';
import { rosterQuery } from './queries.ts';
import styles from './RegistrarSection.module.css';
import { RosterView } from './RosterView.tsx';
import { changesOf, draftOf, type SectionDraft } from './section-draft.ts';
import { SectionForm } from './SectionForm.tsx';
import { useChangeSection } from './use-section-changes.ts';

/** One section for a registrar: its content, its students, and its end. */
export default function RegistrarSectionPage() {
  const t = useSectionsText();
  const { sectionId } = useParams({ from: '/registrar/sections/$sectionId' });
  return (
    <OnlyFor role="registrar" title={t('section-title')}>
      {() => <RegistrarSection key={sectionId} sectionId={sectionId} />}
    </OnlyFor>
  );
}

function RegistrarSection({ sectionId }: { readonly sectionId: string }) {
  const t = useSectionsText();
  const api = useApi();
  const variant = useVariant();
  const section = useQuery(sectionQuery(api, variant, sectionId));
  const roster = useQuery(rosterQuery(api, variant, sectionId));
  const [cancelling, setCancelling] = useState(false);
  const { data } = section;
  const isOpen = data?.status === 'open';
  const cancel = isOpen && (
    <Button kind="danger" onClick={() => setCancelling(true)}>
      {t('cancel')}
    </Button>
  );
  return (
    <Page title={data ? `${data.code} ${data.title}` : t('section-title')} aside={cancel}>
      {section.isError && <ProblemNotice problem={section.error} onRetry={() => void section.refetch()} />}
      {section.isPending && <p role="status">{t('loading')}</p>}
      {data && !isOpen && (
        <Notice kind="warn" title={t('cancelled')}>
          <p>{t('cancelled-what')}</p>
        </Notice>
      )}
      {data && (
        <>
          <RosterView roster={roster} sectionId={sectionId} fileName={fileNameOf(data)} />
          <section className={styles['section']}>
            <h2>{t('edit')}</h2>
            <Content section={data} />
          </section>
        </>
      )}
      {cancelling && data && (
        <CancelSectionDialog section={data} roster={roster.data} onClose={() => setCancelling(false)} />
      )}
    </Page>
  );
}

function Content({ section }: { readonly section: SectionDetail }) {
  const t = useSectionsText();
  const change = useChangeSection(section.id);
  const [outcome, setOutcome] = useState<'saved' | 'unchanged'>();
  // What was there when the editing began: what others change meanwhile is none of this one's changes.
  const [before, setBefore] = useState(section);
  const save = (draft: SectionDraft) => {
    setOutcome(undefined);
    const changes = changesOf(before, draft);
    if (Object.keys(changes).length === 0) return setOutcome('unchanged');
    change.mutate(changes, {
      onSuccess(saved) {
        setBefore(saved);
        setOutcome('saved');
      },
    });
  };
  return (
    <>
      <SectionForm
        initial={draftOf(before)}
        submit={t('save')}
        busy={change.isPending}
        problem={change.error}
        onSubmit={save}
      />
      {outcome && (
        <Notice kind={outcome === 'saved' ? 'good' : 'info'}>
          <p>{t(outcome)}</p>
        </Notice>
      )}
    </>
  );
}

const fileNameOf = ({ code, id }: SectionDetail): string => `roster-${code.replaceAll(' ', '-')}-${id}.csv`;
