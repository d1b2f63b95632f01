import { ConfirmDialog } from '../../design/ConfirmDialog.tsx';
import { ProblemNotice } from '../../design/ProblemNotice.tsx';
import type { SectionDetail } from '../../enrolment/types.ts';
import { useSectionsText } from './messages.ts';
import type { Roster } from './queries.ts';
import styles from './RegistrarSection.module.css';
import { useCancelSection } from './use-section-changes.ts';

interface CancelSectionDialogProps {
  readonly section: SectionDetail;
  /** Left out while it cannot be had. */
  readonly roster: Roster | undefined;
  readonly onClose: () => void;
}

/** Says what it means to cancel a section, and does it. */
export function CancelSectionDialog({ section, roster, onClose }: CancelSectionDialogProps) {
  const t = useSectionsText();
  const cancel = useCancelSection(section.id);
  const enrolled = roster?.enrolled.length ?? 0;
  const waiting = roster?.waiting.length ?? 0;
  return (
    <ConfirmDialog
      open
      danger
      onClose={onClose}
      title={t('cancel-title', { name: `${section.code} ${section.title}` })}
      confirm={t('cancel')}
      busy={cancel.isPending}
      onConfirm={() => cancel.mutate(undefined, { onSuccess: onClose })}
    >
      <ul className={styles['consequences']}>
        {!roster && <li>{t('cancel-what')}</li>}
        {roster && enrolled + waiting === 0 && <li>{t('cancel-nobody')}</li>}
        {enrolled > 0 && <li>{t('cancel-enrolled', { count: enrolled })}</li>}
        {waiting > 0 && <li>{t('cancel-waiting', { count: waiting })}</li>}
        <li>{t('cancel-good')}</li>
      </ul>
      {cancel.isError && <ProblemNotice problem={cancel.error} />}
    </ConfirmDialog>
  );
}
