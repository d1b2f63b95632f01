import type { INestApplicationContext } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { Problem } from '@sugang/contract';
import type { Logger } from '@sugang/observability';
import { databaseProblem, UnitOfWorkPool } from '@sugang/persistence';
import type { ContextModule, StartupTask } from './context-module.ts';

/** How long a task that waits for a peer or the database is left before the next try, in milliseconds. */
const RETRY_AFTER = 500;

/**
 * Runs the modules' start-up tasks, one copy of a process at a time. What a task needs may still be starting: it is tried until
 * that is there.
 *
 * @throws Error when a task fails for any other reason: trying again would not help
 */
export async function runStartupTasks(
  app: INestApplicationContext,
  modules: readonly ContextModule[],
  seed: 'none' | 'demo',
  logger: Logger,
): Promise<void> {
  for (const { manifest, preparations, demo } of modules) {
    for (const task of [...preparations, ...(demo && seed === 'demo' ? [demo] : [])]) {
      const instance = app.get<StartupTask>(task, { strict: false });
      await untilDone(
        () => exclusively(app.get(UnitOfWorkPool), manifest.context, () => instance.run()),
        (error) => {
          logger.warn(
            { task: task.name, reason: error instanceof Error ? error.message : String(error) },
            'start-up task waits',
          );
        },
      );
    }
  }
}

async function untilDone(work: () => Promise<void>, onWaiting: (error: unknown) => void): Promise<void> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      // A busy database: another copy is at the same task for longer than a statement may wait for its lock.
      const problem = error instanceof Problem ? error : databaseProblem(error);
      if (problem?.status !== 503) throw error;
      onWaiting(error);
      await delay(RETRY_AFTER);
    }
  }
}

/** Runs `work` while no other copy does the same, by a lock in the database. */
async function exclusively(pool: UnitOfWorkPool, name: string, work: () => Promise<void>): Promise<void> {
  const connection = await pool.connect();
  try {
    await connection.query('SELECT pg_advisory_lock(hashtext($1))', [`startup ${name}`]);
    await work();
    await connection.query('SELECT pg_advisory_unlock(hashtext($1))', [`startup ${name}`]);
    connection.release();
  } catch (error) {
    // Closing the connection gives the lock back, whatever state it is in.
    connection.release(true);
    throw error;
  }
}
