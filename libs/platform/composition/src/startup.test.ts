import { describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { defineContract, defineManifest, unavailable } from '@sugang/contract';
import type { Logger } from '@sugang/observability';
import type { ContextModule, StartupTask } from './context-module.ts';
import { runStartupTasks } from './startup.ts';

/** A task that fails with these errors, one at each try, and then succeeds. */
class Preparation implements StartupTask {
  tries = 0;
  constructor(private readonly errors: Error[]) {}

  run(): Promise<void> {
    const error = this.errors[this.tries++];
    return error ? Promise.reject(error) : Promise.resolve();
  }
}

async function start(task: Preparation): Promise<void> {
  const connection = { query: () => Promise.resolve(), release: () => {} };
  const pool = { connect: () => Promise.resolve(connection) };
  const app = { get: (token: unknown) => (token === Preparation ? task : pool) };
  const module = {
    manifest: defineManifest({ context: 'shop', summary: '', offers: defineContract('shop', {}) }),
    preparations: [Preparation],
  };
  await runStartupTasks(
    app as unknown as INestApplicationContext,
    [module as unknown as ContextModule],
    'none',
    { warn: () => {} } as unknown as Logger,
  );
}

describe('a start-up task', () => {
  it('waits for a peer and for the database', async () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const tooLong = Object.assign(new Error('canceling statement due to statement timeout'), {
      code: '57014',
    });
    const task = new Preparation([unavailable('The shop is closed.'), refused, tooLong]);
    await start(task);
    expect(task.tries).toBe(4);
  });

  it('ends the start when it fails for any other reason', async () => {
    const task = new Preparation([new Error('null value in column')]);
    await expect(start(task)).rejects.toThrow('null value in column');
    expect(task.tries).toBe(1);
  });
});
