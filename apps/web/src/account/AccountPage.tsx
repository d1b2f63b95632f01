import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../api/client.ts';
import { Notice } from '../design/Notice.tsx';
import { Page } from '../design/Page.tsx';
import { ProblemNotice } from '../design/ProblemNotice.tsx';
import { useSectionsById } from '../enrolment/queries.ts';
import { OnlyFor } from '../sign-in/OnlyFor.tsx';
import { useVariant } from '../variant/variant.ts';
import styles from './Account.module.css';
import { AccountSummary } from './AccountSummary.tsx';
import { Ledger } from './Ledger.tsx';
import { useAccountText } from './messages.ts';
import { accountQuery, enrolmentsOfAllTermsQuery } from './queries.ts';

/**
 * Billing gives back by an event of its own, which may be later than the notice of the drop. Nothing tells a page of it, so it looks
 * again while it is visible.
 */
const LOOK_AGAIN_MS = 3_000;

/** What a student owes, was charged and has paid. */
export default function AccountPage() {
  const t = useAccountText();
  return (
    <OnlyFor role="student" title={t('title')}>
      {({ id }) => <OwnAccount studentId={id} />}
    </OnlyFor>
  );
}

function OwnAccount({ studentId }: { readonly studentId: string }) {
  const t = useAccountText();
  const api = useApi();
  const variant = useVariant();
  const account = useQuery({ ...accountQuery(api, variant, studentId), refetchInterval: LOOK_AGAIN_MS });
  const { nameOf, problem } = useChargeNames(studentId);
  return (
    <Page title={t('title')}>
      {account.isError && <ProblemNotice problem={account.error} onRetry={() => void account.refetch()} />}
      {account.isPending && <p role="status">{t('loading')}</p>}
      {account.data && (
        <>
          <AccountSummary account={account.data} />
          <p className={styles['hint']}>{t('limit-what')}</p>
          {problem && account.data.charges.length > 0 && (
            <Notice kind="warn">
              <p>{t('names-missing')}</p>
            </Notice>
          )}
          <Ledger account={account.data} nameOf={nameOf} />
        </>
      )}
    </Page>
  );
}

/** Billing knows enrolments alone; enrollment knows their sections, and the catalog what these are called. */
function useChargeNames(studentId: string) {
  const enrolments = useQuery(enrolmentsOfAllTermsQuery(useApi(), useVariant(), studentId));
  const sectionIds = new Map(enrolments.data?.map(({ id, sectionId }) => [id, sectionId]));
  const { sections, problem } = useSectionsById([...sectionIds.values()]);
  return {
    problem: enrolments.isError || problem !== undefined,
    nameOf(enrollmentId: string) {
      const sectionId = sectionIds.get(enrollmentId);
      if (sectionId === undefined) return undefined;
      const section = sections.get(sectionId);
      return (
        <Link to="/sections/$sectionId" params={{ sectionId }}>
          {section ? `${section.code} ${section.title}` : sectionId}
        </Link>
      );
    },
  };
}
