import { Notice } from '../design/Notice.tsx';
import { serverNow, usePhase } from '../enrolment/clock.ts';
import { phaseOfWindow } from '../enrolment/registration.ts';
import type { Term } from '../enrolment/types.ts';
import { useFormats } from '../i18n/formats.ts';
import { useCatalogText } from './messages.ts';

/** Says when one can register, where one cannot now. */
export function RegistrationNote({ term }: { readonly term: Term }) {
  const t = useCatalogText();
  const { instant } = useFormats();
  const phase = usePhase(term);
  if (phase === 'open') return null;
  const openings = term.registration
    .filter((window) => phaseOfWindow(window, serverNow()) === 'upcoming')
    .map(({ opensAt }) => opensAt)
    .sort();
  return (
    <Notice kind="info">
      <p>{openings[0] ? t('opens', { time: instant(openings[0]) }) : t('closed')}</p>
    </Notice>
  );
}
