import type { Logger } from '@sugang/observability';

/** What RabbitMQ itself says no to: a wrong password, or a queue that is declared otherwise. Waiting does not help. */
const refusal = /\b[45]\d\d\b/;

/** Says once that RabbitMQ is away and once that it is back, for all connections of a process. */
export class Outage {
  readonly #away = new Set<string>();
  readonly #refusals = new Set<string>();

  constructor(private readonly logger: Logger) {}

  /** A connection was lost, or could not be made. */
  begins(connection: string, { message: reason }: Error): void {
    if (refusal.test(reason)) this.#sayOnce(reason);
    else if (this.#away.size === 0) {
      this.logger.warn({ reason }, 'RabbitMQ is away: events wait in outboxes and queues');
    }
    this.#away.add(connection);
  }

  /** A connection is there. */
  ends(connection: string): void {
    this.#refusals.clear();
    if (this.#away.delete(connection) && this.#away.size === 0) this.logger.info('RabbitMQ is back');
  }

  #sayOnce(reason: string): void {
    if (this.#refusals.has(reason)) return;
    this.#refusals.add(reason);
    this.logger.error({ reason }, 'RabbitMQ refuses this process: events wait in outboxes and queues');
  }
}
