import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotRun } from '../runtime/runtime.ts';
import { labResults, type ExperimentResult, type LabResults } from './results.ts';

/** `results.json` of a run: on the disk after every sample, so that a run that ends early has lost nothing. */
export class ResultsFile {
  private constructor(
    readonly folder: string,
    private content: LabResults,
  ) {}

  /** Begins a new one in a folder that is made. */
  static begin(folder: string, content: LabResults): ResultsFile {
    mkdirSync(folder, { recursive: true });
    const file = new ResultsFile(folder, content);
    file.#write();
    return file;
  }

  /** @throws CannotRun when the folder holds no results, or some of another version */
  static open(folder: string): ResultsFile {
    return new ResultsFile(folder, readResults(folder));
  }

  get results(): LabResults {
    return this.content;
  }

  /** What is known of an experiment. */
  of(id: string): ExperimentResult | undefined {
    return this.content.experiments.find((experiment) => experiment.id === id);
  }

  /** Puts in place of what was known of the experiment. */
  keep(given: ExperimentResult): void {
    const result = { ...given, rounds: given.rounds.map(withoutNonsense) };
    const others = this.content.experiments.filter(({ id }) => id !== result.id);
    const { asked } = this.content;
    const experiments = [...others, result].sort((a, b) => asked.indexOf(a.id) - asked.indexOf(b.id));
    this.content = { ...this.content, experiments };
    this.#write();
  }

  /** Notes the end of the run. */
  finish(): void {
    this.content = { ...this.content, finishedAt: new Date().toISOString() };
    this.#write();
  }

  #write(): void {
    const path = join(this.folder, 'results.json');
    writeFileSync(`${path}.new`, `${JSON.stringify(this.content, null, 1)}\n`);
    renameSync(`${path}.new`, path);
  }
}

/** What could not be computed (0 / 0) is left out: JSON has no word for it. */
function withoutNonsense(round: ExperimentResult['rounds'][number]): ExperimentResult['rounds'][number] {
  return Object.fromEntries(
    Object.entries(round).map(([arm, sample]) => {
      const figures = Object.entries(sample.figures).filter(([, value]) => Number.isFinite(value));
      return [arm, { ...sample, figures: Object.fromEntries(figures) }];
    }),
  );
}

/**
 * The results in a folder of a report.
 *
 * @throws CannotRun when it holds none, or some of another version
 */
export function readResults(folder: string): LabResults {
  const path = join(folder, 'results.json');
  if (!existsSync(path)) throw new CannotRun(`There is no ${path}; name a folder of reports/.`);
  const checked = labResults.safeParse(contentOf(path));
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const place = issue!.path.length === 0 ? '' : `${issue!.path.join('.')}: `;
  throw new CannotRun(`${path} is not of this lab's schema (${place}${issue!.message}); measure again.`);
}

function contentOf(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new CannotRun(
      `${path} cannot be read (${(error as Error).message}); make it a file that may be read, or name another folder.`,
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new CannotRun(`${path} is no JSON; measure again.`);
  }
}
