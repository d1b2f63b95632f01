import { useFormats } from '../i18n/formats.ts';
import { useNow } from './clock.ts';
import { useRegistrationText } from './registration-messages.ts';
import { phaseOfWindow, remainingUntil } from './registration.ts';
import styles from './RegistrationWindows.module.css';
import type { RegistrationWindow, Term } from './types.ts';

/**
 * The windows of a term with a countdown to the opening of each. Which of them is for the student, only the server knows: all are
 * shown, with the years that they are for.
 */
export function RegistrationWindows({ term }: { readonly term: Pick<Term, 'name' | 'registration'> }) {
  const t = useRegistrationText();
  const hasCountdown = term.registration.length > 0;
  const now = useNow(hasCountdown);
  if (term.registration.length === 0) return <p className={styles['none']}>{t('none')}</p>;
  const inOrder = term.registration.toSorted((a, b) => Date.parse(a.opensAt) - Date.parse(b.opensAt));
  return (
    <ul className={styles['windows']} aria-label={t('windowsOf', { term: term.name })}>
      {inOrder.map((window) => (
        <Window
          key={`${window.opensAt} ${window.closesAt} ${window.years?.join()}`}
          window={window}
          now={now}
        />
      ))}
    </ul>
  );
}

function Window({ window, now }: { readonly window: RegistrationWindow; readonly now: number }) {
  const t = useRegistrationText();
  const { instant } = useFormats();
  const { opensAt, closesAt, years } = window;
  const phase = phaseOfWindow(window, now);
  return (
    <li className={styles[phase]}>
      <span className={styles['years']}>
        {years ? t('years', { years: years.join(', ') }) : t('allYears')}
      </span>
      <span>
        {phase === 'upcoming' && t('opensAt', { time: instant(opensAt) })}
        {phase === 'open' && t('openUntil', { time: instant(closesAt) })}
        {phase === 'closed' && t('closedSince', { time: instant(closesAt) })}
      </span>
      {phase === 'upcoming' && (
        <span className={styles['countdown']} role="timer" aria-label={t('countdownLabel')}>
          <Countdown until={Date.parse(opensAt)} now={now} />
        </span>
      )}
    </li>
  );
}

function Countdown({ until, now }: { readonly until: number; readonly now: number }) {
  const t = useRegistrationText();
  const { days, hours, minutes, seconds } = remainingUntil(until, now);
  const clock = [hours, minutes, seconds].map((part) => String(part).padStart(2, '0')).join(':');
  return days > 0 ? t('countdown', { count: days, clock }) : clock;
}
