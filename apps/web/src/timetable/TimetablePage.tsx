import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { enrolmentsOfAllTermsQuery } from '../account/queries.ts';
import { useApi } from '../api/client.ts';
import { Page } from '../design/Page.tsx';
import { ProblemNotice } from '../design/ProblemNotice.tsx';
import { serverNow } from '../enrolment/clock.ts';
import { useTerms } from '../enrolment/queries.ts';
import { usualTerm } from '../enrolment/registration.ts';
import { OnlyFor } from '../sign-in/OnlyFor.tsx';
import { useVariant } from '../variant/variant.ts';
import { useTimetableText } from './messages.ts';
import { TermChoice } from './TermChoice.tsx';
import { WeekView } from './WeekView.tsx';

/** A student's week in a term. */
export default function TimetablePage() {
  const t = useTimetableText();
  return (
    <OnlyFor role="student" title={t('title')}>
      {({ id }) => <Timetable studentId={id} />}
    </OnlyFor>
  );
}

function Timetable({ studentId }: { readonly studentId: string }) {
  const t = useTimetableText();
  const navigate = useNavigate();
  const { term: asked } = useSearch({ from: '/timetable' });
  const terms = useTerms();
  const term = terms.data?.find(({ id }) => id === asked) ?? usualTerm(terms.data ?? [], serverNow());
  const lastTerm = useLastTerm(studentId, terms.isError);
  const termId = term?.id ?? asked ?? lastTerm;
  const choose = (id: string) =>
    void navigate({ to: '/timetable', search: (search) => ({ ...search, term: id }), replace: true });
  return (
    <Page
      title={t('title')}
      aside={termId && <TermChoice terms={terms.data ?? []} chosen={termId} onChoose={choose} />}
    >
      {terms.isError && !termId && (
        <ProblemNotice problem={terms.error} onRetry={() => void terms.refetch()} />
      )}
      {terms.isPending && <p role="status">{t('loading')}</p>}
      {termId && <WeekView key={termId} term={termId} />}
    </Page>
  );
}

/** The timetable may be there though the terms are not: then it is that of the term in which somebody enrolled last. */
function useLastTerm(studentId: string, needed: boolean): string | undefined {
  const { data } = useQuery({
    ...enrolmentsOfAllTermsQuery(useApi(), useVariant(), studentId),
    enabled: needed,
  });
  return data?.at(-1)?.term;
}
