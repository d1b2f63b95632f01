import type { ReactNode } from 'react';
import styles from './Notice.module.css';

interface NoticeProps {
  readonly kind: 'good' | 'bad' | 'warn' | 'info';
  readonly title?: string | undefined;
  readonly children?: ReactNode;
  /** Read out at once, also if somebody is at something else. */
  readonly urgent?: boolean;
}

/** Something that one should know, set apart from the rest. */
export function Notice({ kind, title, children, urgent = kind === 'bad' }: NoticeProps) {
  return (
    <div className={`${styles['notice']} ${styles[kind]}`} role={urgent ? 'alert' : 'status'}>
      {title && <p className={styles['title']}>{title}</p>}
      {children}
    </div>
  );
}
