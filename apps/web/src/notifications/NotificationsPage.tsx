import { useInfiniteQuery } from '@tanstack/react-query';
import { useApi } from '../api/client.ts';
import { Button } from '../design/Button.tsx';
import { Page } from '../design/Page.tsx';
import { ProblemNotice } from '../design/ProblemNotice.tsx';
import { OnlyFor } from '../sign-in/OnlyFor.tsx';
import { useVariant } from '../variant/variant.ts';
import { useNotificationsText } from './messages.ts';
import { unreadIn } from './notification-pages.ts';
import { NotificationItem } from './NotificationItem.tsx';
import styles from './NotificationsPage.module.css';
import { notificationsQuery } from './queries.ts';
import { useMarkRead } from './use-mark-read.ts';

/** What a student was told, and what comes while it is open. */
export default function NotificationsPage() {
  const t = useNotificationsText();
  return (
    <OnlyFor role="student" title={t('title')}>
      {({ id }) => <Notifications studentId={id} />}
    </OnlyFor>
  );
}

function Notifications({ studentId }: { readonly studentId: string }) {
  const t = useNotificationsText();
  const list = useInfiniteQuery(notificationsQuery(useApi(), useVariant(), studentId));
  const markRead = useMarkRead(studentId);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const unread = list.data ? unreadIn(list.data) : [];
  const markAll = unread.length > 0 && (
    <div className={styles['summary']}>
      <span role="status">{t('unread', { count: unread.length })}</span>
      <Button size="small" busy={markRead.isPending} onClick={() => markRead.mutate(unread)}>
        {t('mark-all-read')}
      </Button>
    </div>
  );
  return (
    <Page title={t('title')} aside={markAll}>
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {markRead.isError && <ProblemNotice problem={markRead.error} />}
      {list.isPending && <p role="status">{t('loading')}</p>}
      {list.isSuccess && items.length === 0 && <p>{t('empty')}</p>}
      {items.length > 0 && (
        <ul className={styles['list']}>
          {items.map((notification) => (
            <NotificationItem
              key={notification.id}
              notification={notification}
              onRead={() => !notification.readAt && markRead.mutate([notification.id])}
            />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <div>
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('older')}
          </Button>
        </div>
      )}
      <p className={styles['means']}>{t('live')}</p>
    </Page>
  );
}
