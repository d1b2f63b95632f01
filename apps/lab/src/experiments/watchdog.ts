import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./watchdog-process.js', import.meta.url));

/** A process that waits for the lab's death. */
export interface Watchdog {
  /** The lab ends in good order, and there is nothing to clear away. */
  dismiss(): void;
}

/**
 * A lab that is killed (SIGKILL, out of memory) can end nothing itself. So a process of its own waits for that, and ends what the lab has
 * started.
 */
export function startWatchdog(): Watchdog {
  // In a group of its own, so that Ctrl-C in the terminal does not reach it. Its input closes when the lab ends, in whatever way.
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  child.unref();
  (child.stdin as { unref?(): void }).unref?.();
  // It is not needed for measuring.
  child.on('error', () => undefined);
  return { dismiss: () => void child.kill('SIGKILL') };
}
