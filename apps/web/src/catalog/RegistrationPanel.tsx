import { useCallback, useMemo, useState } from 'react';
import { ProblemNotice } from '../design/ProblemNotice.tsx';
import { useAnnouncement } from '../enrolment/announcement.tsx';
import { ApplyButtons } from '../enrolment/ApplyButtons.tsx';
import { ClashNote } from '../enrolment/ClashNote.tsx';
import { usePhase } from '../enrolment/clock.ts';
import { CreditChoice } from '../enrolment/CreditChoice.tsx';
import { useDecisions } from '../enrolment/decisions.ts';
import { enrolmentIn, isActive } from '../enrolment/held.ts';
import { useLiveSeats } from '../enrolment/live.ts';
import { clashesOf, occupiedBy } from '../enrolment/occupied.ts';
import { PartDownNotice } from '../enrolment/PartDownNotice.tsx';
import { useCart, useEnrolments, useSectionsById, useStudentId, useTerms } from '../enrolment/queries.ts';
import { RegistrationWindows } from '../enrolment/RegistrationWindows.tsx';
import { SeatMeter } from '../enrolment/SeatMeter.tsx';
import { useOutcomeWords, useSectionActions } from '../enrolment/section-actions.ts';
import { SignInNote } from '../enrolment/SignInNote.tsx';
import type { Enrollment, SectionDetail } from '../enrolment/types.ts';
import { useCatalogText } from './messages.ts';
import { OwnEnrolment } from './OwnEnrolment.tsx';
import styles from './RegistrationPanel.module.css';
import { SwapForm } from './SwapForm.tsx';

/** The seats of a section, how one stands to it, and what one can do: enrol, wait, swap, drop. */
export function RegistrationPanel({ section }: { readonly section: SectionDetail }) {
  const t = useCatalogText();
  const { announce, region } = useAnnouncement();
  const { actions, attemptOf } = useSectionActions(announce);
  const isStudent = useStudentId() !== undefined;
  const term = useTerms().data?.find(({ id }) => id === section.term);
  const phase = usePhase(term);
  const { data: enrolments, error } = useEnrolments(section.term);
  const cart = useCart().data;
  const { seats, problem } = useLiveSeats([section.id]);
  const [credits, setCredits] = useState(section.credits.min);
  const week = useWeek(section, enrolments, cart);
  const enrolment = enrolments && enrolmentIn(enrolments, section.id);
  const attempt = attemptOf(section.id);
  const tellOutcome = useOutcomeWords(announce);
  const tellDecision = useCallback(
    (decided: Enrollment) => {
      if (decided.sectionId === section.id) tellOutcome(section, decided);
    },
    [section, tellOutcome],
  );
  useDecisions(enrolments, tellDecision);
  const mayApply = isStudent && section.status === 'open' && !(enrolment && isActive(enrolment));
  return (
    <section aria-labelledby="registration" className={styles['panel']}>
      <h2 id="registration">{t('registration')}</h2>
      {region}
      <SeatMeter seats={seats[section.id]} capacity={section.capacity} />
      <PartDownNotice problem={problem ?? error} />
      {term && phase !== 'open' && <RegistrationWindows term={term} />}
      <SignInNote />
      <ClashNote clashes={clashesOf(section, week.occupied)} />
      {mayApply && (
        <CreditChoice
          label={t('chooseCredits')}
          credits={section.credits}
          chosen={credits}
          onChoose={setCredits}
        />
      )}
      {isStudent && (
        <ApplyButtons
          size="normal"
          section={section}
          seats={seats[section.id]}
          enrolment={enrolment}
          isInCart={cart?.some(({ sectionId }) => sectionId === section.id) ?? false}
          phase={phase}
          attempt={attempt}
          actions={actions}
          credits={credits}
        />
      )}
      {enrolment && (
        <OwnEnrolment
          section={section}
          enrolment={enrolment}
          waiting={seats[section.id]?.waitlisted}
          actions={actions}
          isRunning={attempt?.running ?? false}
        />
      )}
      {attempt?.problem !== undefined && (
        <ProblemNotice problem={attempt.problem} {...(attempt.retry && { onRetry: attempt.retry })} />
      )}
      {mayApply && phase === 'open' && (
        <SwapForm
          section={section}
          enrolments={enrolments ?? []}
          sectionOf={week.sectionOf}
          isRunning={attempt?.running ?? false}
          onSwap={(dropEnrollmentId) => actions.swap(section, dropEnrollmentId, credits)}
        />
      )}
    </section>
  );
}

/** What has a place in one's week, and the sections that it names. */
function useWeek(
  section: SectionDetail,
  enrolments: readonly Enrollment[] | undefined,
  cart: readonly { sectionId: string }[] | undefined,
) {
  const ids = [...(enrolments ?? []).filter(isActive), ...(cart ?? [])].map(({ sectionId }) => sectionId);
  const { sections } = useSectionsById(ids);
  const sectionOf = useCallback(
    (id: string) => (id === section.id ? section : sections.get(id)),
    [section, sections],
  );
  const occupied = useMemo(
    () => occupiedBy(enrolments ?? [], cart ?? [], sectionOf),
    [enrolments, cart, sectionOf],
  );
  return { occupied, sectionOf };
}
