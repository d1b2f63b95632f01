import { Toast } from '@base-ui/react/toast';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useVariant } from '../variant/variant.ts';
import { takeArrivals } from './arrivals.ts';
import { useNotificationsText } from './messages.ts';
import { NotificationSection } from './NotificationSection.tsx';
import styles from './NotificationToasts.module.css';
import type { Notification } from './queries.ts';

/** Long enough to read it; it stays while the pointer or the focus is on it. */
const SHOWN_FOR = 8_000;

/** Shows each notification for a while when it comes. */
export default function NotificationToasts() {
  return (
    <Toast.Provider timeout={SHOWN_FOR}>
      <Arrivals />
      <Toast.Portal>
        <Viewport />
      </Toast.Portal>
    </Toast.Provider>
  );
}

/** Only those of the variant that is shown: the other one's belong to another timetable. */
function Arrivals() {
  const t = useNotificationsText();
  const shown = useVariant();
  const { add } = Toast.useToastManager<Notification>();
  useEffect(
    () =>
      takeArrivals(({ notification, variant }) => {
        if (variant === shown) add({ title: t(notification.kind), data: notification });
      }),
    [t, shown, add],
  );
  return null;
}

function Viewport() {
  const t = useNotificationsText();
  const { toasts: list } = Toast.useToastManager<Notification>();
  return (
    <Toast.Viewport className={styles['viewport']} aria-label={t('toasts')}>
      {list.map((toast) => (
        <Toast.Root key={toast.id} toast={toast} className={styles['toast']} swipeDirection="right">
          <Toast.Content className={styles['content']}>
            <Toast.Title className={styles['title']} render={<p />} />
            <Toast.Description render={<div />}>
              {toast.data && <Words notification={toast.data} />}
            </Toast.Description>
          </Toast.Content>
          <Toast.Close className={styles['close']} aria-label={t('close')}>
            ×
          </Toast.Close>
        </Toast.Root>
      ))}
    </Toast.Viewport>
  );
}

function Words({ notification: { kind, sectionId } }: { readonly notification: Notification }) {
  const t = useNotificationsText();
  return (
    <>
      {sectionId && (
        <p>
          <NotificationSection sectionId={sectionId} />
        </p>
      )}
      <p className={styles['means']}>{t(`${kind}-means`)}</p>
      <p>
        <Link to="/notifications">{t('title')}</Link>
      </p>
    </>
  );
}
