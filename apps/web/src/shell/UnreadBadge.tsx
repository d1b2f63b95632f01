import { useUnreadCount } from '../notifications/live.ts';
import { useShellText } from './messages.ts';
import styles from './UnreadBadge.module.css';

/** How many notices have not been read; nothing where there are none. */
export function UnreadBadge() {
  const t = useShellText();
  const count = useUnreadCount();
  if (count === 0) return null;
  return (
    <span className={styles['badge']}>
      <span aria-hidden>{count > 99 ? '99+' : count}</span>
      <span className="visually-hidden">{t('unread', { count })}</span>
    </span>
  );
}
