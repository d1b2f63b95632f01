import { Controller } from '@nestjs/common';
import { Input, Serves, type RequestOf } from '@sugang/http';
import { notificationRoutes } from '@sugang/notification-contracts';
import type { Readable } from 'node:stream';
import { NotificationStreams } from './notification-streams.ts';

/** Serves the stream of notifications. */
@Controller()
export class StreamController {
  constructor(private readonly streams: NotificationStreams) {}

  @Serves(notificationRoutes.stream)
  async stream(@Input() { caller, reply }: RequestOf<typeof notificationRoutes.stream>): Promise<Readable> {
    // Node joins a header that was sent more than once; no id is such a list.
    const lastEventId = reply.request.headers['last-event-id']?.toString();
    // An empty id is how a client says that it has none.
    const stream = await this.streams.open(caller, lastEventId || undefined);
    // However the request ends, also one of HEAD or one whose client left meanwhile, the stream ends with it.
    reply.raw.once('close', () => stream.destroy());
    if (reply.raw.destroyed) stream.destroy();
    void reply
      .type('text/event-stream')
      .header('cache-control', 'no-store')
      .header('x-accel-buffering', 'no');
    return stream;
  }
}
