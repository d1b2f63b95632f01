import styles from './EnrolmentStatus.module.css';
import { useEnrolmentText } from './messages.ts';
import type { Enrollment } from './types.ts';

/** Where an application stands; with the place of one that waits. */
export function EnrolmentStatus({
  enrolment: { status, position },
}: {
  readonly enrolment: Pick<Enrollment, 'status'> & { readonly position?: number | undefined };
}) {
  const t = useEnrolmentText();
  const text =
    status === 'waitlisted' && position !== undefined ? t('waitlistedAt', { position }) : t(status);
  return <span className={`${styles['badge']} ${styles[status]}`}>{text}</span>;
}
