import { Link } from '@tanstack/react-router';
import { Button } from '../design/Button.tsx';
import type { Attempt } from '../enrolment/attempts.ts';
import type { SectionActions } from '../enrolment/section-actions.ts';
import type { Section } from '../enrolment/types.ts';
import styles from './CartPage.module.css';
import { useCartText } from './messages.ts';
import { nextSteps, type NextStep } from './next-steps.ts';

interface NextStepsProps {
  /** Of the refusal. */
  readonly code: string;
  readonly section: Pick<Section, 'id' | 'code' | 'title'>;
  readonly isInCart: boolean;
  readonly attempt: Attempt | undefined;
  readonly actions: SectionActions;
}

/** The ways on after a refusal. */
export function NextSteps({ code, section, isInCart, attempt, actions }: NextStepsProps) {
  const t = useCartText();
  const button = { size: 'small', disabled: false, busy: attempt?.running ?? false } as const;
  const ways: Record<NextStep, () => React.ReactNode> = {
    'join-waiting-list': () => (
      <Button {...button} kind="primary" onClick={() => actions.join(section)}>
        {t('join-waiting-list')}
      </Button>
    ),
    'take-from-cart': () =>
      isInCart && (
        <Button {...button} onClick={() => actions.takeFromCart(section)}>
          {t('take-from-cart')}
        </Button>
      ),
    'see-section': () => (
      <Link to="/sections/$sectionId" params={{ sectionId: section.id }}>
        {t('see-section')}
      </Link>
    ),
    'see-timetable': () => <Link to="/timetable">{t('see-timetable')}</Link>,
    'see-account': () => <Link to="/account">{t('see-account')}</Link>,
    'other-sections': () => (
      <Link to="/sections" search={{ q: section.code }}>
        {t('other-sections')}
      </Link>
    ),
  };
  const steps = nextSteps(code);
  if (steps.length === 0) return null;
  return (
    <div className={styles['steps']}>
      {steps.map((step) => (
        <span key={step}>{ways[step]()}</span>
      ))}
    </div>
  );
}
