import { Button } from '../design/Button.tsx';
import { ApiProblem } from '../api/problem.ts';
import styles from './ApplyButtons.module.css';
import type { Attempt } from './attempts.ts';
import { EnrolmentStatus } from './EnrolmentStatus.tsx';
import { isActive } from './held.ts';
import { useKeepFocus } from './keep-focus.ts';
import { isFull } from './known-seats.ts';
import { useEnrolmentText } from './messages.ts';
import type { Phase } from './registration.ts';
import type { SectionActions } from './section-actions.ts';
import type { Enrollment, Seats, Section } from './types.ts';

interface ApplyButtonsProps {
  readonly section: Pick<Section, 'id' | 'code' | 'title' | 'status'>;
  readonly seats?: Seats | undefined;
  readonly enrolment?: Enrollment | undefined;
  readonly isInCart: boolean;
  /** Of the section's term. */
  readonly phase?: Phase | undefined;
  readonly attempt?: Attempt | undefined;
  readonly actions: SectionActions;
  readonly credits?: number | undefined;
  readonly size?: 'small' | 'normal';
}

/** Where one stands to a section, and what one can do now: enrol, wait for a seat, or put it into the cart. */
export function ApplyButtons(props: ApplyButtonsProps) {
  const { section, seats, enrolment, isInCart, phase, attempt, actions, credits, size = 'small' } = props;
  const t = useEnrolmentText();
  const keptFocus = useKeepFocus<HTMLDivElement>();
  // Disabled buttons lose the focus, so while something is under way they stay, and a second press does nothing.
  const button = { size, disabled: false, busy: attempt?.running ?? false };
  const isCancelled = section.status === 'cancelled';
  const stands = enrolment !== undefined && isActive(enrolment);
  const mustWait = (seats && isFull(seats)) || isRefusedAsFull(attempt);
  const label = (text: string) => `${text}: ${section.code}`;
  return (
    <div className={styles['buttons']} data-running={attempt?.running || undefined} {...keptFocus}>
      {isCancelled && <span className={styles['cancelled']}>{t('cancelled')}</span>}
      {enrolment && <EnrolmentStatus enrolment={enrolment} />}
      {!isCancelled && !stands && phase === 'open' && mustWait && (
        <Button {...button} aria-label={label(t('join'))} onClick={() => actions.join(section, credits)}>
          {t('join')}
        </Button>
      )}
      {!isCancelled && !stands && phase === 'open' && !mustWait && (
        <Button
          {...button}
          kind="primary"
          aria-label={label(t('enrol'))}
          onClick={() => actions.enrol(section, credits)}
        >
          {t('enrol')}
        </Button>
      )}
      {!isCancelled && !stands && !isInCart && (
        <Button
          {...button}
          aria-label={label(t('cartAdd'))}
          onClick={() => actions.putIntoCart(section, credits)}
        >
          {t('cartAdd')}
        </Button>
      )}
      {isInCart && (
        <Button {...button} aria-label={label(t('cartTake'))} onClick={() => actions.takeFromCart(section)}>
          {t('cartTake')}
        </Button>
      )}
    </div>
  );
}

/** A free seat may be kept for those who wait: then only the refusal says so. */
const isRefusedAsFull = (attempt: Attempt | undefined): boolean =>
  attempt?.problem instanceof ApiProblem && attempt.problem.code === 'section-full';
