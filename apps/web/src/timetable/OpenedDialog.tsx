import { clashes } from '../enrolment/clashes.ts';
import { DropDialog } from './DropDialog.tsx';
import type { EntryAction } from './EntryActions.tsx';
import { EntryDialog } from './EntryDialog.tsx';
import { SwapDialog } from './SwapDialog.tsx';
import { idOf, type SectionEntry } from './use-week.ts';

/** What is open over the week. */
export interface Opened {
  readonly id: string;
  readonly as: 'details' | EntryAction;
}

interface OpenedDialogProps {
  readonly opened: Opened;
  readonly entries: readonly SectionEntry[];
  readonly term: string;
  readonly onClose: () => void;
  readonly onAct: (entry: SectionEntry, action: EntryAction) => void;
}

/** What is open over the week; gone as soon as the entry is, for instance when somebody else's change ends it. */
export default function OpenedDialog({ opened, entries, term, onClose, onAct }: OpenedDialogProps) {
  const entry = entries.find((one) => idOf(one) === opened.id);
  if (!entry) return null;
  const others = entries.filter((other) => other !== entry);
  if (opened.as === 'drop') return <DropDialog entry={entry} onClose={onClose} />;
  if (opened.as === 'swap') return <SwapDialog entry={entry} others={others} term={term} onClose={onClose} />;
  const times = entry.section?.meetings ?? [];
  return (
    <EntryDialog
      entry={entry}
      clashesWith={others.filter(({ section }) => section && clashes(times, section.meetings))}
      onClose={onClose}
      onAct={(action) => onAct(entry, action)}
    />
  );
}
