import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import type { RunningSystem } from '../runtime/runtime.ts';
import { Students } from './consistency/students.ts';
import type { Experiment, Fact, Sample } from './experiment.ts';
import type { Results } from './results-view.ts';
import type { Stage } from './stage.ts';
import { variantArms, type VariantArm } from './variants.ts';
import { until } from './wait.ts';

/** The processes that take part in an enrolment and its charge. */
const parts: Readonly<Record<VariantArm, readonly string[]>> = {
  monolith: ['monolith'],
  msa: ['enrollment-service', 'billing-service'],
};

/** Code that is there for the saga alone: with one transaction nobody would need it (docs/adr/0005). */
const sagaOnly = [
  'libs/enrollment/module/src/settlement/saga.ts',
  'libs/enrollment/module/src/settlement/ask-billing-again.ts',
  'libs/enrollment/module/src/settlement/keep-billings-decision.ts',
  'libs/billing/module/src/charge-tuition/charge-held-seats.ts',
  'libs/billing/module/src/release-charges/release-given-back-seats.ts',
];
const transactionOnly = ['libs/enrollment/module/src/settlement/one-transaction.ts'];

/** What becomes of enrolments whose process dies at each of their steps, and what the saga costs. */
export const consistency: Experiment = {
  id: 'consistency',
  title: 'Killed at every step of an enrolment',
  method: [
    'A student enrols once, and the process notes its steps: each statement to the database and each message to another process.',
    'Then a student enrols again for each of these steps, and the process kills itself (SIGKILL) right before it; and once right after the last one. In the microservices first the enrollment service dies, then the billing service.',
    'The process is started again, and the student repeats the request with the same Idempotency-Key until there is an answer. Measured: how long after the first answer of 201 the enrolment is `pending`.',
    'In the end all databases, and all that the students were told, are checked by the rules of `npm run verify`: nothing lost, nothing half done, each enrolment charged once.',
    'Lines of code that are there for the saga alone are counted.',
  ],
  limits: [
    'One enrolment at a time: that many of them at once survive kills is what `npm test -- --only chaos` shows.',
    'Steps of background work, such as looking for waiting events, are not steps of an enrolment; a kill meets them by chance only.',
    'Lines are counted with their comments. Outbox, inbox and idempotency serve both variants and are not counted.',
  ],
  runtime: 'processes',
  arms: variantArms,
  rounds: { full: 3, quick: 1 },
  figures: {
    kills: { title: 'processes killed', unit: '', digits: 0 },
    violations: { title: 'violations found', unit: '', better: 'less', digits: 0 },
    unanswered: { title: 'students without an answer in the end', unit: '', better: 'less', digits: 0 },
    pendingMs: { title: 'pending, undisturbed', unit: 'ms', better: 'less', digits: 0 },
    longestPendingSeconds: { title: 'pending at most, with a kill', unit: 's', better: 'less', digits: 2 },
    lines: { title: 'lines of code for it alone', unit: '', better: 'less', digits: 0 },
  },
  begin: (stage) => Promise.resolve({ measure: (arm) => measure(stage, arm as VariantArm) }),
  judge,
  charts: (results) => [
    {
      kind: 'bars',
      title: 'Lines of code for one way alone',
      unit: 'lines',
      categories: variantArms.map(({ title }) => title),
      series: [{ name: 'lines', values: variantArms.map(({ id }) => results.median(id, 'lines')) }],
    },
    {
      kind: 'bars',
      title: 'An enrolment is pending',
      unit: 's',
      categories: ['undisturbed', 'at most, with a kill'],
      series: variantArms.map(({ id, title }) => ({
        name: title,
        values: [results.median(id, 'pendingMs') / 1000, results.median(id, 'longestPendingSeconds')],
      })),
    },
  ],
};

/** The claim is that it takes extra logic; that the logic works is what makes it worth counting. */
export function judge(results: Results): ReturnType<Experiment['judge']> {
  const [saga, transaction] = [results.median('msa', 'lines'), results.median('monolith', 'lines')];
  const violations = Math.max(
    ...variantArms.map(({ id }) =>
      Math.max(...results.values(id, 'violations'), ...results.values(id, 'unanswered')),
    ),
  );
  const kills = variantArms.reduce(
    (sum, { id }) => sum + results.values(id, 'kills').reduce((a, b) => a + b, 0),
    0,
  );
  const because = `The saga takes ${saga} lines that one transaction does not need, which takes ${transaction}; its enrolments are pending for ${results.median('msa', 'pendingMs').toFixed(0)} ms, and for up to ${Math.max(...results.values('msa', 'longestPendingSeconds')).toFixed(1)} s when a process dies. After ${kills} kills ${violations === 0 ? 'nothing was lost or half done in either variant' : `${violations} things were wrong`}.`;
  if (violations > 0) return { answer: 'depends', because };
  return { answer: saga > transaction ? 'holds' : 'does not hold', because };
}

async function measure(stage: Stage, variant: VariantArm): Promise<Sample> {
  const system = await stage.start({ variant, faults: true });
  try {
    const address = system.addresses[variant]!;
    const campus = await stage.campus(address, stage.form === 'smoke' ? 6 : 60);
    const students = new Students(address, campus, stage);
    const undisturbed = await students.enrol();
    const facts: Fact[] = [];
    let kills = 0;
    let [unanswered, longest] = [0, 0];
    for (const name of parts[variant]) {
      const steps = await stepsOf(system, name, students);
      for (const { number, when, step } of deaths(steps, stage)) {
        await arm(system, name, { dieAt: number, when });
        const supervisor = startAgain(system, name, stage.signal);
        const { status, pendingMs } = await students.enrol();
        const died = await supervisor;
        if (died) kills++;
        else await system.ask(name, '/faults/statements', { method: 'DELETE' });
        if (status !== 'confirmed') unanswered++;
        longest = Math.max(longest, pendingMs / 1000);
        facts.push({
          process: name,
          killed: died ? `${when} step ${number}` : `${when} step ${number}, which did not come`,
          step,
          'what became of it': status,
          'pending, s': Math.round(pendingMs) / 1000,
        });
      }
    }
    await students.leave();
    const { violations, report } = await stage.verify(system, variant, students.historyFile);
    if (violations > 0) stage.say(report);
    return {
      figures: {
        kills,
        violations,
        unanswered,
        pendingMs: undisturbed.pendingMs,
        longestPendingSeconds: longest,
        lines: await linesOf(variant === 'monolith' ? transactionOnly : sagaOnly),
      },
      facts,
    };
  } finally {
    await stage.stop(system);
  }
}

/** The steps that one undisturbed enrolment causes in a process, until all it caused is done. */
async function stepsOf(system: RunningSystem, name: string, students: Students): Promise<string[]> {
  await arm(system, name, {});
  await students.enrol();
  const { body } = await system.ask(name, '/faults/steps');
  await system.ask(name, '/faults/statements', { method: 'DELETE' });
  return (JSON.parse(body) as { steps: string[] }).steps;
}

/** Right before each step, and right after the last one; in a smoke run one of them. */
function deaths(steps: readonly string[], { form }: Stage) {
  const all = steps.map((step, index) => ({ number: index + 1, when: 'before' as const, step }));
  const last = { number: steps.length, when: 'after' as const, step: steps.at(-1) ?? '' };
  return form === 'smoke' ? all.slice(-1) : [...all, last];
}

const arm = (system: RunningSystem, name: string, body: object) =>
  system.ask(name, '/faults/statements', { method: 'PUT', body });

/**
 * Starts a process again as soon as it has killed itself.
 *
 * @returns whether it did so within a few seconds
 */
async function startAgain(system: RunningSystem, name: string, signal: AbortSignal): Promise<boolean> {
  const state = () => system.processes().find((process) => process.name === name)!.state;
  const died = await until(() => Promise.resolve(state() !== 'ready'), 3, signal);
  if (died === undefined) return false;
  await system.kill(name);
  await system.start(name);
  return true;
}

async function linesOf(files: readonly string[]): Promise<number> {
  const texts = await Promise.all(files.map((file) => readFile(join(projectRoot, file), 'utf8')));
  return texts.reduce((sum, text) => sum + text.trimEnd().split('\n').length, 0);
}
