import { Button } from '../design/Button.tsx';
import { usePhases } from '../enrolment/clock.ts';
import type { Term } from '../enrolment/types.ts';
import styles from './CartPage.module.css';
import { useCartText } from './messages.ts';

interface EnrolAllProps {
  /** Of what is in the cart. */
  readonly terms: readonly Term[];
  readonly isRunning: boolean;
  readonly onEnrol: () => void;
}

/** Registers for the whole cart, as soon as a window is open. */
export function EnrolAll({ terms, isRunning, onEnrol }: EnrolAllProps) {
  const t = useCartText();
  const isOpen = usePhases(terms).includes('open');
  const isForSome = terms.some(({ registration }) => registration.some(({ years }) => years !== undefined));
  return (
    <div className={styles['enrol']}>
      <Button
        kind="primary"
        disabled={!isOpen}
        busy={isRunning}
        onClick={onEnrol}
        aria-describedby="enrol-note"
      >
        {isRunning ? t('enrolling') : t('enrolAll')}
      </Button>
      <p id="enrol-note">
        {!isOpen && t('wait')} {isForSome && t('yearsNote')}
      </p>
    </div>
  );
}
