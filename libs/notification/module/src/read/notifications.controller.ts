import { Controller } from '@nestjs/common';
import type { ResultOf } from '@sugang/contract';
import { Input, Serves, type RequestOf } from '@sugang/http';
import { notificationRoutes } from '@sugang/notification-contracts';
import { ReadNotifications } from './read-notifications.ts';

type Routes = typeof notificationRoutes;

/** Serves notification's endpoints. */
@Controller()
export class NotificationsController {
  constructor(private readonly notifications: ReadNotifications) {}

  @Serves(notificationRoutes.list)
  async list(@Input() { caller, query }: RequestOf<Routes['list']>): Promise<ResultOf<Routes['list']>> {
    return this.notifications.page(caller.id, query);
  }

  @Serves(notificationRoutes.markRead)
  async markRead(@Input() { caller, params }: RequestOf<Routes['markRead']>): Promise<void> {
    await this.notifications.markRead(caller.id, params.id);
  }
}
