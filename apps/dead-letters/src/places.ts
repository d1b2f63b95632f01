import { withPasswordFrom } from '@sugang/configuration';
import { OutboxDeadLetters, type DeadLetters } from '@sugang/events';
import { UnitOfWorkPool } from '@sugang/persistence';
import { DeadLetterQueue } from '@sugang/rabbitmq';
import type { DeadLetterSettings } from './settings.ts';

/** All places where dead letters may be: the outbox of each context, and its queue at the broker. */
export function openPlaces(settings: DeadLetterSettings): {
  places: DeadLetters[];
  close: () => Promise<void>;
} {
  const pools: UnitOfWorkPool[] = [];
  const outboxes = settings.DATABASES.flatMap(({ url, passwordFile, contexts }) => {
    const pool = new UnitOfWorkPool({
      connectionString: withPasswordFrom(url, passwordFile, 'DATABASES'),
      max: 1,
    });
    pools.push(pool);
    const database = new URL(url).pathname.slice(1);
    return contexts.map(
      (context) => new OutboxDeadLetters(context, pool, `outbox of ${context} in the database ${database}`),
    );
  });
  return {
    places: [...outboxes, ...queuesOf(settings)],
    close: async () => void (await Promise.all(pools.map((pool) => pool.end()))),
  };
}

function queuesOf({
  DATABASES,
  VARIANT,
  RABBITMQ_URL,
  RABBITMQ_PASSWORD_FILE,
}: DeadLetterSettings): DeadLetters[] {
  if (!RABBITMQ_URL) return [];
  const url = withPasswordFrom(RABBITMQ_URL, RABBITMQ_PASSWORD_FILE, 'RABBITMQ_PASSWORD_FILE');
  const contexts = new Set(DATABASES.flatMap((database) => database.contexts));
  return [...contexts].map((context) => new DeadLetterQueue(url, VARIANT, context));
}
