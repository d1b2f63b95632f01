import { fillAccounts, type Holder } from './fill.ts';

/** What rounds leave behind, by context. */
const leftovers: Readonly<Record<string, readonly string[]>> = {
  enrollment: ['enrollment', 'cart'],
  billing: ['charge', 'payment', 'decision', 'account'],
  notification: ['notification'],
};
/** What rounds leave behind in every context. */
const leftoversOfAll = ['outbox', 'inbox', 'idempotency'];

/**
 * Puts everything back to how it was before the first round, files too: an emptied table of the same name is a new one, so no
 * round meets the dead rows of another.
 */
export async function reset({ database, contexts }: Holder, students: number): Promise<void> {
  const wanted = contexts.flatMap((context) =>
    [...(leftovers[context] ?? []), ...leftoversOfAll].map((table) => `${context}.${table}`),
  );
  const { rows } = await database.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname || '.' || tablename = ANY($1)`,
    [wanted],
  );
  await database.query(`TRUNCATE ${rows.map(({ name }) => name).join(', ')}`);
  if (contexts.includes('billing')) await fillAccounts(database, students);
  if (contexts.includes('enrollment')) await database.query('UPDATE enrollment.seats SET taken = 0');
  // Not the emptied tables: once Postgres has seen that one is empty, it plans to read all of it, also when it is no more.
  for (const table of ['enrollment.seats', 'enrollment.student', 'enrollment.section', 'billing.account'])
    if (contexts.includes(table.split('.')[0]!)) await database.query(`VACUUM (ANALYZE) ${table}`);
}
