import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from '@sugang/observability';
import { LOGGER } from '@sugang/rpc';
import { FailedLogins } from './storage/failed-logins.ts';
import { Sessions } from './storage/sessions.ts';

/** How often it looks, in milliseconds. */
const INTERVAL = 300_000;

/** Deletes, from time to time, the sessions, tokens and failed logins that no longer matter. */
@Injectable()
export class PruneExpired implements OnApplicationBootstrap, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(FailedLogins) private readonly failedLogins: FailedLogins,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const prune = () =>
      this.run().catch((error: unknown) => {
        this.logger.warn({ err: error }, 'expired sessions were not pruned; the next try is in five minutes');
      });
    this.#timer = setInterval(() => void prune(), INTERVAL).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  async run(): Promise<void> {
    await this.sessions.prune();
    await this.failedLogins.prune();
  }
}
