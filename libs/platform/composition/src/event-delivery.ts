import { SettingsError, withPasswordFrom, type ProcessSettings } from '@sugang/configuration';
import type { EventEnvelope } from '@sugang/contract';
import type { EventTransport, FailedEvent } from '@sugang/events';
import type { Logger, Metrics } from '@sugang/observability';
import type { Rabbitmq } from '@sugang/rabbitmq';
import type { BindingPlan } from './binding-plan.ts';

/**
 * The broker of a process, where its settings name one. It consumes whatever its events go by, so that nothing is left in a
 * queue when the transport is changed.
 *
 * @throws SettingsError when events are to go by a broker that is not named
 */
export async function brokerOf(
  settings: ProcessSettings,
  services: { logger: Logger; metrics: Metrics },
): Promise<Rabbitmq | undefined> {
  const { EVENT_TRANSPORT, RABBITMQ_URL, RABBITMQ_PASSWORD_FILE, VARIANT } = settings;
  if (!RABBITMQ_URL) {
    if (EVENT_TRANSPORT === 'calls') return undefined;
    throw new SettingsError(
      'Setting RABBITMQ_URL is missing, which EVENT_TRANSPORT=rabbitmq needs. Set it, or EVENT_TRANSPORT=calls.',
    );
  }
  const url = withPasswordFrom(RABBITMQ_URL, RABBITMQ_PASSWORD_FILE, 'RABBITMQ_PASSWORD_FILE');
  // Loaded where it is used: a process without a broker stays as small as it is.
  const { Rabbitmq } = await import('@sugang/rabbitmq');
  return new Rabbitmq({ url, system: VARIANT, ...services });
}

/** Takes events to each subscriber by the transport that the plan binds it to. */
export class BoundTransport implements EventTransport {
  constructor(
    private readonly plan: BindingPlan,
    private readonly calls: EventTransport,
    private readonly broker: EventTransport | undefined,
  ) {}

  async deliver(subscriber: string, events: EventEnvelope[]): Promise<FailedEvent[]> {
    const byBroker = this.plan.subscriberBinding(subscriber).kind === 'broker';
    return (byBroker ? this.broker! : this.calls).deliver(subscriber, events);
  }
}
