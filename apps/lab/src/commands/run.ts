import { setMaxListeners } from 'node:events';
import { resolve } from 'node:path';
import { runsIn } from '../experiments/experiment.ts';
import { experimentNamed, experiments } from '../experiments/index.ts';
import { clearLeftovers } from '../experiments/leftovers.ts';
import { runExperiments } from '../experiments/run-experiments.ts';
import type { Form } from '../experiments/stage.ts';
import { startWatchdog } from '../experiments/watchdog.ts';
import { projectRoot } from '../project-root.ts';
import { machineHere, versionsHere } from '../report/conditions.ts';
import { ResultsFile } from '../report/results-file.ts';
import { RESULTS_VERSION } from '../report/results.ts';
import { writeReport } from '../report/write-report.ts';
import { CannotRun, type RuntimeName } from '../runtime/runtime.ts';
import { stopRequest } from './stop-request.ts';

interface RunOptions {
  readonly all?: true;
  readonly quick?: true;
  readonly smoke?: true;
  readonly runtime?: RuntimeName;
  readonly repeat?: number;
  readonly resume?: string;
  readonly output: string;
  readonly json?: true;
}

/** Runs experiments and writes a report of them. Exit code: 0 when all were measured, 1 when one failed, 130 when it was stopped. */
export async function run(ids: readonly string[], options: RunOptions): Promise<void> {
  const file = options.resume === undefined ? await begin(ids, options) : ResultsFile.open(options.resume);
  const { form, runtime, asked } = file.results;
  const { signal } = stopRequest();
  // Each system, program and pause of an experiment listens to it.
  setMaxListeners(0, signal);
  const left = await clearLeftovers();
  if (left.length > 0) say(`Cleared away what a killed lab left: ${left.join(', ')}`);
  const watchdog = startWatchdog();
  try {
    await runExperiments({
      experiments: asked.map(experimentNamed),
      form,
      ...(runtime !== undefined && { runtime }),
      ...(options.repeat !== undefined && { repeat: options.repeat }),
      file,
      signal,
      say,
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    say(
      `Stopped (${String(signal.reason)}). What is measured is kept: npm run lab -- run --resume ${file.folder}`,
    );
    process.exitCode = 130;
  } finally {
    watchdog.dismiss();
  }
  const page = await writeReport(file.folder);
  say(`The report is ${page}`);
  if (options.json) process.stdout.write(`${JSON.stringify(file.results)}\n`);
  if (file.results.experiments.some(({ state }) => state === 'failed')) process.exitCode ??= 1;
}

async function begin(ids: readonly string[], options: RunOptions): Promise<ResultsFile> {
  if (ids.length === 0 && !options.all)
    throw new CannotRun('Name experiments, or take --all; "npm run lab -- list" shows them.');
  const form: Form = options.smoke ? 'smoke' : options.quick ? 'quick' : 'full';
  const asked = askedFor(ids, options);
  const machine = await machineHere();
  const startedAt = new Date().toISOString();
  const folder = resolve(projectRoot, options.output, startedAt.slice(0, 19).replaceAll(':', '-'));
  return ResultsFile.begin(folder, {
    schema: `sugang-lab-results/${RESULTS_VERSION}`,
    form,
    ...(options.runtime && { runtime: options.runtime }),
    startedAt,
    asked: [...new Set(asked)],
    machine,
    versions: versionsHere(),
    experiments: [],
  });
}

/** The ids of the experiments. All of a runtime are those that run in it; who names one learns that it does not. */
function askedFor(ids: readonly string[], { all, runtime }: RunOptions): string[] {
  const named = all ? experiments : ids.map(experimentNamed);
  if (!runtime) return named.map(({ id }) => id);
  const [not] = named.filter((experiment) => !runsIn(experiment, runtime));
  if (not && !all)
    throw new CannotRun(
      `${not.id} does not run with --runtime ${runtime}; without the option it runs with ${not.runtime}.`,
    );
  return named.filter((experiment) => runsIn(experiment, runtime)).map(({ id }) => id);
}

/** On the error channel, so that `--json` can be piped on. */
function say(line: string): void {
  process.stderr.write(`${new Date().toTimeString().slice(0, 8)} ${line}\n`);
}
