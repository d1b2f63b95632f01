import { until } from '../runtime/processes/conditions.ts';
import { DataFolder } from '../runtime/processes/data-folder.ts';
import { lives } from '../runtime/processes/process-identity.ts';
import { forgetRun, readRun, sweep } from '../runtime/processes/run-file.ts';
import { CannotRun } from '../runtime/runtime.ts';

/** Longer than all that a run waits for while it stops. */
const patienceMs = 60_000;

/** Stops the system that uses a folder, or clears away what is left of it. */
export async function down({ data }: { data: string }): Promise<void> {
  const { path, runFile } = new DataFolder(data);
  const run = readRun(runFile);
  if (!run) return say(`Nothing runs on ${path}.`);
  if (lives(run.owner)) {
    process.kill(run.owner.pid, 'SIGTERM');
    if (!(await until(() => !lives(run.owner), patienceMs)))
      throw new CannotRun(
        `Process ${run.owner.pid} does not stop. End it with "kill -9 ${run.owner.pid}" and try again.`,
      );
    return say('Everything is stopped.');
  }
  const swept = await sweep(run);
  forgetRun(runFile);
  say(swept.length > 0 ? `Cleared away ${swept.join(', ')}.` : `Nothing runs on ${path}.`);
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
