import { Notice } from '../design/Notice.tsx';
import { useEnrolmentText } from './messages.ts';

/** Says that seats and applications cannot be had now while the rest of the page works; nothing where they can. */
export function PartDownNotice({ problem }: { readonly problem: unknown }) {
  const t = useEnrolmentText();
  if (problem === undefined || problem === null) return null;
  return (
    <Notice kind="warn" title={t('seatsDown')}>
      <p>{t('seatsDownNext')}</p>
    </Notice>
  );
}
