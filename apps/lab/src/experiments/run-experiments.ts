import type { ResultsFile } from '../report/results-file.ts';
import type { ExperimentResult } from '../report/results.ts';
import type { RuntimeName } from '../runtime/runtime.ts';
import type { Experiment, Sample, Verdict } from './experiment.ts';
import { LabStage } from './lab-stage.ts';
import { Results, type Round } from './results-view.ts';
import { roundsOf } from './rounds.ts';
import type { Form } from './stage.ts';

/** How a run is made. */
export interface RunPlan {
  readonly experiments: readonly Experiment[];
  readonly form: Form;
  /** In which runtime the systems are started, instead of the usual one of each experiment. */
  readonly runtime?: RuntimeName;
  /** Rounds of each, instead of what is usual for the form. */
  readonly repeat?: number;
  /** Where the results go; what is there already is not measured again. */
  readonly file: ResultsFile;
  readonly signal: AbortSignal;
  say(line: string): void;
}

/**
 * Runs experiments one after the other, and keeps every sample as soon as it is there. One that fails does not keep the others from being
 * run. Throws only when it is aborted.
 */
export async function runExperiments(plan: RunPlan): Promise<void> {
  for (const [index, experiment] of plan.experiments.entries()) {
    const place = `${index + 1}/${plan.experiments.length} ${experiment.id}`;
    const before = plan.file.of(experiment.id);
    if (before?.state === 'done') plan.say(`${place}: is there already`);
    else await runOne(experiment, before, plan, (line) => plan.say(`${place}: ${line}`));
  }
  plan.file.finish();
}

async function runOne(
  experiment: Experiment,
  before: ExperimentResult | undefined,
  plan: RunPlan,
  say: (line: string) => void,
): Promise<void> {
  const begun = performance.now();
  const wanted = roundsOf(experiment, plan);
  const rounds: Round[] = [...(before?.rounds ?? [])];
  const keep = (state: ExperimentResult['state'], more: Partial<ExperimentResult> = {}) =>
    plan.file.keep({
      id: experiment.id,
      state,
      startedAt: before?.startedAt ?? startedAt,
      seconds: (before?.seconds ?? 0) + (performance.now() - begun) / 1000,
      roundsWanted: wanted,
      rounds: rounds.map((round) => ({ ...round })) as ExperimentResult['rounds'],
      ...more,
    });
  const startedAt = new Date().toISOString();
  say(`${experiment.title}, ${wanted} ${wanted === 1 ? 'round' : 'rounds'}`);
  const usual = experiment.runtime === 'compose' ? 'compose' : 'processes';
  const stage = await LabStage.open(experiment, plan.runtime ?? usual, plan.form, plan.signal, say);
  try {
    await measureRounds(experiment, stage, rounds, wanted, say, () => keep('measuring'));
    const verdict = plan.form === 'smoke' ? undefined : experiment.judge(new Results(rounds));
    keep('done', verdict && { verdict });
    say(verdict ? sentenceOf(verdict) : 'works');
  } catch (error) {
    plan.signal.throwIfAborted();
    keep('failed', { error: (error as Error).message });
    say(`failed: ${(error as Error).message}`);
  } finally {
    await stage.close();
  }
}

async function measureRounds(
  experiment: Experiment,
  stage: LabStage,
  rounds: Round[],
  wanted: number,
  say: (line: string) => void,
  keep: () => void,
): Promise<void> {
  const armIds = experiment.arms.map(({ id }) => id);
  // What a stopped run had not finished of a round is measured again: its arms belong beside each other.
  if (rounds.length > 0 && armIds.some((id) => !rounds.at(-1)![id])) rounds.pop();
  if (rounds.length >= wanted) return;
  if (experiment.runtime !== 'none') await stage.prepare();
  const { measure } = await experiment.begin(stage);
  const left = new TimeLeft((wanted - rounds.length) * armIds.length);
  while (rounds.length < wanted) {
    // Who goes first has the colder machine, or the quieter one: they take turns.
    const order = rounds.length % 2 === 0 ? armIds : armIds.toReversed();
    const round: Record<string, Sample> = {};
    rounds.push(round);
    for (const arm of order) {
      stage.signal.throwIfAborted();
      round[arm] = await measure(arm);
      keep();
      say(`round ${rounds.length}/${wanted}, ${arm}: ${figuresOf(experiment, round[arm])}; ${left.next()}`);
    }
  }
}

/** The figures of a sample in a line. */
function figuresOf({ figures }: Experiment, sample: Sample): string {
  const parts = Object.entries(sample.figures)
    .slice(0, 6)
    .map(([key, value]) => {
      const { title = key, unit = '', digits = 1 } = figures[key] ?? {};
      return `${title} ${value.toFixed(digits)}${unit && ` ${unit}`}`;
    });
  return [...parts, ...(sample.generatorLimited ? ['the load generator was the limit'] : [])].join(', ');
}

const sentenceOf = ({ answer, because }: Verdict): string => `${answer.toUpperCase()}. ${because}`;

/** Says how long the rest takes, by how long the parts before it took. */
class TimeLeft {
  readonly #begun = performance.now();
  #done = 0;

  constructor(private readonly parts: number) {}

  next(): string {
    this.#done++;
    const seconds = ((performance.now() - this.#begun) / 1000 / this.#done) * (this.parts - this.#done);
    if (this.#done === this.parts) return 'measured';
    return seconds < 90 ? `${Math.ceil(seconds)} s left` : `${Math.ceil(seconds / 60)} min left`;
  }
}
