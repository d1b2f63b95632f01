import { RunningSystem } from './running-system.ts';

/** Starts a system for a command, and stops it whatever becomes of the work, also when somebody presses Ctrl-C. */
export async function withSystem(work: (system: RunningSystem) => Promise<void>): Promise<void> {
  process.stdout.write('Starting the system …\n');
  const system = await RunningSystem.start();
  const interrupted = () => void system.stop().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    await work(system);
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await system.stop();
  }
}
