import type { UnitOfWorkPool } from '@sugang/persistence';

/** An event that comes again after this time would be taken for a new one; relays give up long before. */
const KEEP = '7 days';

/** Forgets the handled events of a context that are too old to come again. */
export async function pruneInbox(context: string, pool: UnitOfWorkPool): Promise<void> {
  await pool.query(`DELETE FROM "${context}"."inbox" WHERE "handled_at" < now() - $1::interval`, [KEEP]);
}
