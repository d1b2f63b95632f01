import { Button } from '../design/Button.tsx';
import { useEntryName } from './entry-name.ts';
import { useTimetableText } from './messages.ts';
import type { SectionEntry } from './use-week.ts';

/** What can be done with a section of the week. */
export type EntryAction = 'drop' | 'swap';

interface EntryActionsProps {
  readonly entry: SectionEntry;
  readonly onAct: (action: EntryAction) => void;
}

/** The buttons to drop an enrolment or to swap it; what is only in the cart has none. */
export function EntryActions({ entry, onAct }: EntryActionsProps) {
  const t = useTimetableText();
  const name = useEntryName()(entry);
  if (!entry.enrolment) return null;
  const isWaiting = entry.standing === 'waitlisted';
  return (
    <>
      <Button size="small" onClick={() => onAct('swap')} aria-label={t('swap-name', { name })}>
        {t('swap')}
      </Button>
      <Button
        size="small"
        kind="danger"
        onClick={() => onAct('drop')}
        aria-label={t(isWaiting ? 'leave-name' : 'drop-name', { name })}
      >
        {t(isWaiting ? 'leave' : 'drop')}
      </Button>
    </>
  );
}
