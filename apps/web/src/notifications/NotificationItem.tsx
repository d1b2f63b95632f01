import { Link } from '@tanstack/react-router';
import { Button } from '../design/Button.tsx';
import { useFormats } from '../i18n/formats.ts';
import { useNotificationsText } from './messages.ts';
import { NotificationSection } from './NotificationSection.tsx';
import styles from './NotificationsPage.module.css';
import type { Notification } from './queries.ts';

interface NotificationItemProps {
  readonly notification: Notification;
  readonly onRead: () => void;
}

/** One notification of the list. */
export function NotificationItem({ notification, onRead }: NotificationItemProps) {
  const t = useNotificationsText();
  const formats = useFormats();
  const { kind, sectionId, createdAt, readAt } = notification;
  return (
    <li className={`${styles['item']} ${readAt ? '' : styles['unread']}`}>
      <div className={styles['words']}>
        <p className={styles['kind']}>
          {!readAt && <span className={styles['new']}>{t('new')}</span>} {t(kind)}
        </p>
        {sectionId && (
          <p>
            <Link to="/sections/$sectionId" params={{ sectionId }} onClick={onRead}>
              <NotificationSection sectionId={sectionId} />
            </Link>
          </p>
        )}
        <p className={styles['means']}>{t(`${kind}-means`)}</p>
        <p className={styles['means']}>
          <time dateTime={createdAt} title={formats.instant(createdAt)}>
            {formats.relative(createdAt)}
          </time>
        </p>
      </div>
      {!readAt && (
        <Button size="small" kind="quiet" onClick={onRead}>
          {t('mark-read')}
        </Button>
      )}
    </li>
  );
}
