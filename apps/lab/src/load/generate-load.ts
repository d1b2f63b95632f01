import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CannotRun } from '../runtime/runtime.ts';
import type { LoadOrder, LoadOutcome } from './order.ts';

const program = fileURLToPath(new URL('./generator.js', import.meta.url));

/**
 * Lets a process of its own send the load, and waits until it is done.
 *
 * @throws CannotRun with the generator's last words
 */
export function generateLoad(order: LoadOrder, signal: AbortSignal): Promise<LoadOutcome> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = fork(program, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv: [] });
    let errors = '';
    child.stderr!.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-2_000)));
    const stop = () => child.kill('SIGKILL');
    signal.addEventListener('abort', stop);
    child.once('error', reject);
    child.once('message', ({ outcome, error }: { outcome?: LoadOutcome; error?: string }) => {
      if (outcome) resolve(outcome);
      else reject(new CannotRun(`The load generator stopped: ${error}`));
    });
    child.once('exit', (code, killedBy) => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted) return reject(signal.reason as Error);
      reject(new CannotRun(`The load generator ended early (${killedBy ?? code}): ${errors.trim()}`));
    });
    child.send(order);
  });
}
