import { ConfirmDialog } from '../design/ConfirmDialog.tsx';
import { ProblemNotice } from '../design/ProblemNotice.tsx';
import { useDrop } from '../enrolment/mutations.ts';
import { useEntryName } from './entry-name.ts';
import { useTimetableText } from './messages.ts';
import type { SectionEntry } from './use-week.ts';

interface DropDialogProps {
  readonly entry: SectionEntry;
  readonly onClose: () => void;
}

/** Asks before an enrolment or a place in a waiting list is given up. */
export function DropDialog({ entry, onClose }: DropDialogProps) {
  const t = useTimetableText();
  const name = useEntryName()(entry);
  const drop = useDrop();
  const { enrolment } = entry;
  const words = entry.standing === 'waitlisted' ? 'leave' : 'drop';
  if (!enrolment) return null;
  return (
    <ConfirmDialog
      open
      danger
      onClose={onClose}
      title={t(`${words}-title`, { name })}
      confirm={t(words)}
      busy={drop.isPending}
      onConfirm={() => drop.mutate(enrolment.id, { onSuccess: onClose })}
    >
      <p>{t(`${words}-what`)}</p>
      {drop.isError && <ProblemNotice problem={drop.error} />}
    </ConfirmDialog>
  );
}
