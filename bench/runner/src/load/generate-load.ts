import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LoadOutcome, Order } from './order.ts';

/** Lets a generator, in a process of its own, do one round. */
export function generateLoad(order: Order, folder: string, signal: AbortSignal): Promise<LoadOutcome> {
  const file = join(folder, 'order.json');
  writeFileSync(file, JSON.stringify(order));
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./generator.js', import.meta.url)), [file], { signal });
    let outcome: LoadOutcome | undefined;
    child.once('message', (message) => (outcome = message as LoadOutcome));
    child.once('error', reject);
    child.once('exit', (code, by) =>
      outcome ? resolve(outcome) : reject(new Error(`The load generator ended early (${by ?? code}).`)),
    );
  });
}
