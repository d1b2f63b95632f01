import { useState } from 'react';
import { useProblemText } from '../api/problem-text.ts';
import { Button } from '../design/Button.tsx';
import { ConfirmDialog } from '../design/ConfirmDialog.tsx';
import { Notice } from '../design/Notice.tsx';
import type { SectionActions } from '../enrolment/section-actions.ts';
import type { Enrollment, Section } from '../enrolment/types.ts';
import { useFormats } from '../i18n/formats.ts';
import { useCatalogText } from './messages.ts';
import styles from './RegistrationPanel.module.css';

interface OwnEnrolmentProps {
  readonly section: Pick<Section, 'id' | 'code' | 'title'>;
  readonly enrolment: Enrollment;
  /** How many wait for a seat in all. */
  readonly waiting: number | undefined;
  readonly actions: SectionActions;
  readonly isRunning: boolean;
}

/** What became of one's application: the place in the waiting list, the reason of a rejection, and the way out. */
export function OwnEnrolment({ section, enrolment, waiting, actions, isRunning }: OwnEnrolmentProps) {
  const t = useCatalogText();
  const { number } = useFormats();
  const words = useProblemText();
  const { status, credits, position, reason } = enrolment;
  if (status === 'rejected') {
    const { title, next } = words(reason ?? 'other');
    return (
      <Notice kind="bad" title={`${t('rejectedTitle')}: ${title}`} urgent={false}>
        <p>{next}</p>
      </Notice>
    );
  }
  const count = Math.max(waiting ?? 0, position ?? 0);
  return (
    <div className={styles['own']}>
      {status === 'confirmed' && <p>{t('yourCredits', { count: credits, text: number(credits) })}</p>}
      {status === 'pending' && <p>{t('pendingNote')}</p>}
      {status === 'waitlisted' && position !== undefined && (
        <p>{t('yourPlace', { position: number(position), total: number(count) })}</p>
      )}
      <DropButton
        section={section}
        isWaiting={status === 'waitlisted'}
        isRunning={isRunning}
        onDrop={() => actions.drop(section, enrolment.id)}
      />
    </div>
  );
}

interface DropButtonProps {
  readonly section: Pick<Section, 'code'>;
  readonly isWaiting: boolean;
  readonly isRunning: boolean;
  readonly onDrop: () => void;
}

function DropButton({ section, isWaiting, isRunning, onDrop }: DropButtonProps) {
  const t = useCatalogText();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button kind="danger" busy={isRunning} onClick={() => setAsking(true)}>
        {t(isWaiting ? 'leave' : 'drop')}
      </Button>
      <ConfirmDialog
        danger
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t(isWaiting ? 'leaveTitle' : 'dropTitle', { section: section.code })}
        confirm={t(isWaiting ? 'leave' : 'drop')}
        onConfirm={() => {
          setAsking(false);
          onDrop();
        }}
      >
        <p>{t(isWaiting ? 'leaveText' : 'dropText')}</p>
      </ConfirmDialog>
    </>
  );
}
