import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import type { Experiment, Fact, Sample } from './experiment.ts';
import type { Stage } from './stage.ts';

interface LintedFile {
  readonly name: string;
  readonly place?: string;
  readonly reason?: string;
  /** The rule that has to fire, nothing if none may. */
  readonly expected?: string | null;
  readonly files?: number;
  readonly messages: readonly { readonly rule: string; readonly text: string }[];
}

/** Whether the rules that keep modules apart fire when they are broken, and whether the project keeps them. */
export const boundaries: Experiment = {
  id: 'boundaries',
  title: 'Whether dependencies get tangled',
  method: [
    'Every boundary rule is broken once on purpose, in a file that is linted as if it stood in the project; the rule has to fire.',
    'Files that keep all rules are linted the same way, and none may fire.',
    'The whole project is then linted by the same rules, on its real graph of projects.',
  ],
  limits: [
    'The rules see imports and SQL. Two modules that agree on something in silence, such as the meaning of a value, are not seen.',
    'A rule that nobody wrote cannot fire: which rules there are is for people to judge.',
  ],
  runtime: 'none',
  arms: [{ id: 'rules', title: 'Boundary rules' }],
  rounds: { full: 1, quick: 1 },
  figures: {
    broken: { title: 'rules broken on purpose', unit: '', digits: 0 },
    fired: { title: 'of them reported', unit: '', better: 'more', digits: 0 },
    falseAlarms: { title: 'reports about good files', unit: '', better: 'less', digits: 0 },
    files: { title: 'files of the project', unit: '', digits: 0 },
    violations: { title: 'violations in the project', unit: '', better: 'less', digits: 0 },
  },
  begin: (stage) => Promise.resolve({ measure: () => measure(stage) }),
  judge(results) {
    const { broken, fired, falseAlarms, files, violations } = results.rounds.at(-1)!['rules']!.figures;
    const guarded = fired === broken && falseAlarms === 0;
    const because = `${fired} of ${broken} deliberate violations were reported, ${falseAlarms} reports were false; the project's ${files} files break ${violations} boundaries.`;
    // The claim is that they get tangled.
    return guarded && violations === 0
      ? { answer: 'does not hold', because: `${because} Rules that are checked keep it from happening.` }
      : { answer: 'holds', because };
  },
  charts: () => [],
};

async function measure(stage: Stage): Promise<Sample> {
  const { output, exitCode } = await stage.run(process.execPath, [
    join(projectRoot, 'tools/boundaries/lint-fixtures.mjs'),
    '--project',
  ]);
  const start = output.indexOf('[{"name"');
  if (exitCode !== 0 || start === -1) throw new Error(`The linter did not run: ${output.slice(-500)}`);
  const linted = JSON.parse(output.slice(start)) as LintedFile[];
  const project = linted.find(({ name }) => name === 'project')!;
  const fixtures = linted.filter((file) => file !== project);
  const deliberate = fixtures.filter(({ expected }) => expected);
  const good = fixtures.filter(({ expected }) => !expected);
  return {
    figures: {
      broken: deliberate.length,
      fired: deliberate.filter(hasFired).length,
      falseAlarms: good.reduce((sum, { messages }) => sum + messages.length, 0),
      files: project.files!,
      violations: project.messages.length,
    },
    facts: deliberate.map(asFact),
  };
}

const hasFired = ({ expected, messages }: LintedFile): boolean =>
  messages.some(({ rule }) => rule === expected);

const asFact = (file: LintedFile): Fact => ({
  'written in': file.place!,
  'rule and its reason': file.reason!,
  reported: hasFired(file) ? 'yes' : 'NO',
  'what the rule says': file.messages[0]?.text.split('\n')[0] ?? '',
});
