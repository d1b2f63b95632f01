import { useProblemText } from '../api/problem-text.ts';
import { ProblemNotice } from '../design/ProblemNotice.tsx';
import type { Attempt } from '../enrolment/attempts.ts';
import { EnrolmentStatus } from '../enrolment/EnrolmentStatus.tsx';
import { isActive } from '../enrolment/held.ts';
import { useEnrolments } from '../enrolment/queries.ts';
import type { SectionActions } from '../enrolment/section-actions.ts';
import type { CartResult, Section } from '../enrolment/types.ts';
import styles from './CartPage.module.css';
import { useCartText } from './messages.ts';
import { NextSteps } from './NextSteps.tsx';

interface OutcomeProps {
  readonly result: CartResult;
  readonly section: Section | undefined;
  readonly isInCart: boolean;
  readonly attempt: Attempt | undefined;
  readonly actions: SectionActions;
}

/** What became of one section of the cart, as it is now: a pending one is decided while one looks at it. */
export function Outcome({ result, section, isInCart, attempt, actions }: OutcomeProps) {
  const t = useCartText();
  const words = useProblemText();
  const { data: enrolments } = useEnrolments(section?.term ?? result.enrollment?.term);
  const inSection = enrolments?.filter(({ sectionId }) => sectionId === result.sectionId) ?? [];
  // One may have joined the waiting list since, which is another application.
  const enrolment =
    inSection.find(isActive) ?? inSection.find(({ id }) => id === result.enrollment?.id) ?? result.enrollment;
  const stands = enrolment !== undefined && isActive(enrolment);
  const refused = result.problem?.code;
  const code =
    stands && refused !== 'already-enrolled' ? undefined : (enrolment?.reason ?? refused ?? 'other');
  const refusal = code && words(code);
  const named = section ?? { id: result.sectionId, code: result.sectionId, title: '' };
  return (
    <li className={styles['outcome']}>
      <p className={styles['outcomeHead']}>
        <strong>
          {named.code} {named.title}
        </strong>
        {enrolment && <EnrolmentStatus enrolment={enrolment} />}
      </p>
      {code && refusal && (
        <>
          <p className={styles['refusal']}>{refusal.title}</p>
          <p>
            {refusal.next} {isInCart && t('inCart')}
          </p>
          <NextSteps code={code} section={named} isInCart={isInCart} attempt={attempt} actions={actions} />
        </>
      )}
      {attempt?.problem !== undefined && (
        <ProblemNotice problem={attempt.problem} {...(attempt.retry && { onRetry: attempt.retry })} />
      )}
    </li>
  );
}
