import { defineContract } from '@sugang/contract';

/** Notification only listens: it offers nothing to other contexts. */
export const NotificationApi = defineContract('notification', {});
