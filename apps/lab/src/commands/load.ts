import { openCampus } from '../load/campus.ts';
import { generateLoad } from '../load/generate-load.ts';
import type { LoadOutcome, Stream } from '../load/order.ts';
import { isStory, stories } from '../load/stories/index.ts';
import { CannotRun } from '../runtime/runtime.ts';
import { stopRequest } from './stop-request.ts';

interface LoadOptions {
  readonly address: string;
  readonly users: number;
  readonly rate?: number;
  readonly seconds: number;
  readonly students: number;
  readonly json?: true;
}

/** Sends load to a system that runs, and shows what came of it. Exit code 130 when it was stopped. */
export async function load(names: readonly string[], options: LoadOptions): Promise<void> {
  const chosen = names.length === 0 ? ['rush'] : names;
  const streams = chosen.map((name): Stream => {
    if (!isStory(name))
      throw new CannotRun(`There is no story "${name}". There are: ${Object.keys(stories).join(', ')}.`);
    return options.rate === undefined
      ? { story: name, users: options.users }
      : { story: name, perSecond: options.rate };
  });
  const { signal } = stopRequest();
  try {
    say(`Signing ${options.students} students in at ${options.address} …`);
    const campus = await openCampus(options.address, options.students, signal);
    say(`Sending ${chosen.join(', ')} for ${options.seconds} s …`);
    const outcome = await generateLoad(
      { ...options, campus, streams, warmUpSeconds: 2, timeoutSeconds: 10 },
      signal,
    );
    process.stdout.write(options.json ? `${JSON.stringify(outcome)}\n` : table(outcome));
  } catch (error) {
    if (!signal.aborted) throw error;
    say(`Stopped (${String(signal.reason)}).`);
    process.exitCode = 130;
  }
}

function table({ purposes, seconds, generator }: LoadOutcome): string {
  const rows = Object.entries(purposes).map(
    ([purpose, { succeeded, refused, failed, latencyMs, answers }]) => [
      purpose,
      (succeeded / seconds).toFixed(1),
      String(succeeded),
      String(refused),
      String(failed),
      latencyMs.p50.toFixed(1),
      latencyMs.p95.toFixed(1),
      latencyMs.p99.toFixed(1),
      Object.entries(answers)
        .map(([answer, count]) => `${count} × ${answer}`)
        .join(', '),
    ],
  );
  const all = [
    ['', '1/s', 'as wanted', 'refused', 'failed', 'p50 ms', 'p95 ms', 'p99 ms', 'answers'],
    ...rows,
  ];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const lines = all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  const busy = `The generator used ${Math.round(generator.cpuShare * 100)} % of a core${generator.limited ? ' and may have been the limit' : ''}.`;
  return `${lines.join('\n')}\n${busy}\n`;
}

const say = (line: string): void => void process.stderr.write(`${line}\n`);
