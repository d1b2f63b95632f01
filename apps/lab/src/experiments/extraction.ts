import { runsInOneOnly, sizeOf, sizesByLayer, type LayerSize, type Part } from './extraction/code-size.ts';
import { contexts } from '../manifests.ts';
import type { LoadOutcome, Stream } from '../load/order.ts';
import type { RunningSystem } from '../runtime/runtime.ts';
import type { Experiment, Fact, Sample } from './experiment.ts';
import { readProjectGraph } from './project-graph.ts';
import { partOf } from '../statistics/several-parts.ts';
import type { Results } from './results-view.ts';
import type { Stage } from './stage.ts';
import { wait } from './wait.ts';

/** Such a share of the lines in both variants is the same code. */
const SAME_CODE = 0.95;
/** From such a share on downwards, the variants are two systems. */
const TWO_SYSTEMS = 0.5;
/** Up to such a share of failed requests nobody notices the move, and above the other one everybody does. */
const HARDLY_ANY_FAILURES = 0.002;
const FEW_FAILURES = 0.01;
const MB = 1_000_000;

const groupings: Readonly<Record<string, readonly (readonly string[])[]>> = {
  together: [contexts],
  apart: [contexts.filter((context) => context !== 'notification'), ['notification']],
};

const STEADY: readonly Stream[] = [
  { story: 'browse', perSecond: 20 },
  { story: 'enrol', perSecond: 20 },
  { story: 'notifications', perSecond: 20 },
];

/** Whether a module is easily taken out of the monolith, and put back. */
export const extraction: Experiment = {
  id: 'extraction',
  title: 'Moving a module into a process of its own',
  method: [
    'Counted: the lines, without empty ones, of all that the app of the monolith and the apps of the services reach in the graph of projects, with the Compose files; tests and generated code are left out. What both reach is in common.',
    'A monolith runs and is given 60 requests per second: browsing, enrolling and dropping, notifications. Meanwhile notification is taken out of it, by composition alone: the other four modules in one new process, notification in another, on the same database. Both are ready before Nginx is told by a reload; then the monolith ends what is under way. In another round it is moved back the same way.',
    'Every request that fails meanwhile is counted, and all rules are checked in the database afterwards. Then both groupings get the same load.',
  ],
  limits: [
    'The module moves, its data does not: the new process works on the same database, with the same login. To give it a database of its own takes a copy of its schema, and is not done here.',
    'Open streams of notifications end with the old process; browsers open them again, and this load has none.',
    'A reload of Nginx closes connections that are kept open and idle. A request sent at that very moment is lost, and counted as failed; a browser sends it again where that is harmless, this load does not.',
    'Billing is not moved: enrollment would then work by the saga. The microservices variant is that case.',
    'Lines do not say how hard they were to write; that modules may be moved has a price in contracts and events, which both variants pay.',
  ],
  runtime: 'processes',
  arms: [
    { id: 'together', title: 'All modules in one process' },
    { id: 'apart', title: 'Notification in its own' },
  ],
  figures: {
    commonShare: { title: 'lines in common', unit: '%', better: 'more' },
    failedMoving: { title: 'failed requests in the move', unit: '', better: 'less', digits: 0 },
    requestsMoving: { title: 'requests in the move', unit: '', digits: 0 },
    moveSeconds: { title: 'the move took', unit: 's', better: 'less' },
    brokenRules: { title: 'rules broken after the move', unit: '', better: 'less', digits: 0 },
    p95: { title: 'p95 at the load', unit: 'ms', better: 'less' },
    memory: { title: 'memory of our processes', unit: 'MB', better: 'less', digits: 0 },
    cpu: { title: 'CPU of our processes', unit: '% of a core', better: 'less', digits: 0 },
    failed: { title: 'failed requests at the load', unit: '', better: 'less', digits: 0 },
  },
  async begin(stage) {
    const code = await codeFacts(stage);
    const system = await stage.start({ variant: 'monolith' });
    const campus = await stage.campus(system.addresses.monolith!, 30);
    let grouping = 'together';
    return {
      async measure(arm) {
        const load = (seconds: number) =>
          stage.load({ address: system.addresses.monolith!, campus, streams: STEADY, seconds });
        const move = arm === grouping ? undefined : await moveUnderLoad(stage, system, arm, load);
        grouping = arm;
        return measure(stage, system, load, move, code);
      },
    };
  },
  judge: judgeExtraction,
  charts: (results) => [
    linesChart(results.facts('together')),
    {
      kind: 'bars',
      title: 'The same load before and after',
      unit: 'ms',
      categories: extraction.arms.map(({ title }) => title),
      series: [{ name: 'p95', values: extraction.arms.map(({ id }) => results.median(id, 'p95')) }],
    },
  ],
};

/** The rule: no rule may be broken and next to no request fail in a move, and the variants must be the same code but for a small part. */
export function judgeExtraction(results: Results): ReturnType<Experiment['judge']> {
  const sum = (figure: string) =>
    ['together', 'apart'].flatMap((arm) => results.values(arm, figure)).reduce((all, one) => all + one, 0);
  const moves = ['together', 'apart'].flatMap((arm) => results.values(arm, 'moveSeconds')).length;
  const [failed, requests, broken] = [sum('failedMoving'), sum('requestsMoving'), sum('brokenRules')];
  const share = results.median('apart', 'commonShare') / 100;
  const p95 = results.ratio('apart', 'together', 'p95');
  const effect =
    p95.difference === 'inside-noise'
      ? 'its p95 at the same load differs only inside the noise'
      : `its p95 at the same load is then ${p95.median.toFixed(2)} × that before`;
  const because =
    `${(share * 100).toFixed(1)} % of the lines are in both variants. Notification was moved ${moves} ${moves === 1 ? 'time' : 'times'} under load: ` +
    `${failed} of ${requests} requests failed, ${broken === 0 ? 'no rule was broken' : 'rules were broken in the database'}; ${effect}.`;
  const bad = broken > 0 || failed > FEW_FAILURES * requests || share < TWO_SYSTEMS;
  if (bad) return { answer: 'does not hold', because };
  if (moves === 0 || share < SAME_CODE) return { answer: 'depends', because };
  return { answer: answers[partOf(failedShares(results), (one) => one <= HARDLY_ANY_FAILURES)], because };
}

/** What it says of the claim whether nobody noticed the moves, each of them by itself. */
const answers = { so: 'holds', 'not so': 'depends', 'inside the noise': 'inside the noise' } as const;

/** The share of failed requests in each move. */
const failedShares = (results: Results): number[] =>
  ['together', 'apart'].flatMap((arm) => {
    const requests = results.values(arm, 'requestsMoving');
    return results.values(arm, 'failedMoving').map((failed, move) => failed / requests[move]!);
  });

interface Move {
  readonly seconds: number;
  readonly requests: number;
  readonly failed: number;
  /** How requests failed, by what they were for: `enrol 502: 1`. */
  readonly failures: string;
  readonly rulesHold: boolean;
}

async function moveUnderLoad(
  stage: Stage,
  system: RunningSystem,
  to: string,
  load: (seconds: number) => Promise<LoadOutcome>,
): Promise<Move> {
  let moved = false;
  const loadUntilMoved = async (): Promise<LoadOutcome[]> => {
    const outcomes = [];
    do outcomes.push(await load(stage.form === 'full' ? 20 : 10));
    while (!moved);
    return outcomes;
  };
  const move = async () => {
    try {
      // Not before the load is there.
      await wait(3, stage.signal);
      const begun = performance.now();
      await system.regroup(groupings[to]!);
      return (performance.now() - begun) / 1000;
    } finally {
      moved = true;
    }
  };
  const [outcomes, seconds] = await Promise.all([loadUntilMoved(), move()]);
  const counts = outcomes.map(countOf);
  const { holds, report } = await stage.verify(system, 'monolith');
  if (!holds) stage.say(report);
  return {
    seconds,
    requests: counts.reduce((sum, { requests }) => sum + requests, 0),
    failed: counts.reduce((sum, { failed }) => sum + failed, 0),
    failures: outcomes.flatMap(failuresIn).join(', '),
    rulesHold: holds,
  };
}

async function measure(
  stage: Stage,
  system: RunningSystem,
  load: (seconds: number) => Promise<LoadOutcome>,
  move: Move | undefined,
  code: CodeFacts,
): Promise<Sample> {
  const ours = async (all: Promise<Record<string, number>>) => {
    const values = await all;
    return system.processes().reduce((sum, { name }) => sum + (values[name] ?? 0), 0);
  };
  const begun = performance.now();
  const before = await ours(system.cpuSeconds());
  const outcome = await load(stage.seconds({ full: 15, quick: 6 }));
  const cores = ((await ours(system.cpuSeconds())) - before) / ((performance.now() - begun) / 1000);
  return {
    figures: {
      commonShare: code.commonShare * 100,
      ...(move && {
        failedMoving: move.failed,
        requestsMoving: move.requests,
        moveSeconds: move.seconds,
        brokenRules: move.rulesHold ? 0 : 1,
      }),
      p95: Math.max(...Object.values(outcome.purposes).map(({ latencyMs }) => latencyMs.p95)),
      memory: (await ours(system.memory())) / MB,
      cpu: cores * 100,
      failed: countOf(outcome).failed,
    },
    facts: [...code.facts, ...(move ? [factOf(move)] : [])],
    generatorLimited: outcome.generator.limited,
  };
}

function countOf({ purposes }: LoadOutcome): { requests: number; failed: number } {
  const all = Object.values(purposes);
  const failed = all.reduce((sum, purpose) => sum + purpose.failed, 0);
  return { failed, requests: all.reduce((sum, { succeeded, refused }) => sum + succeeded + refused, failed) };
}

const failuresIn = ({ purposes }: LoadOutcome): string[] =>
  Object.entries(purposes).flatMap(([purpose, { answers }]) =>
    Object.entries(answers)
      .filter(([answer]) => !(Number(answer) < 500))
      .map(([answer, count]) => `${purpose} ${answer}: ${count}`),
  );

const factOf = ({ seconds, requests, failures, rulesHold }: Move): Fact => ({
  layer: MOVE,
  'what came of it': `${requests} requests in ${seconds.toFixed(1)} s and around them; ${failures || 'none failed'}; the database ${rulesHold ? 'keeps' : 'breaks'} the rules`,
});

const MOVE = 'the move under load';

interface CodeFacts {
  readonly commonShare: number;
  readonly facts: readonly Fact[];
}

async function codeFacts(stage: Stage): Promise<CodeFacts> {
  const sizes = await sizesByLayer(await readProjectGraph(stage));
  const rows = [...new Set(sizes.map(({ layer }) => layer))].map((layer): Fact => {
    const of = (part: Part) => sizes.find((size) => size.layer === layer && size.part === part);
    const cell = (part: Part) => of(part)?.lines ?? 0;
    return {
      layer,
      [LINES.both]: cell('both'),
      [LINES.monolith]: cell('monolith'),
      [LINES.msa]: cell('msa'),
      files: sizes.filter((size) => size.layer === layer).reduce((sum, { files }) => sum + files, 0),
    };
  });
  const running = await Promise.all(
    runsInOneOnly.map(async ({ runsIn, what, files }): Promise<Fact> => {
      const { lines } = await sizeOf(files);
      return {
        layer: `in both, but runs in one only: ${what}`,
        [LINES.both]: lines,
        'runs in': runsIn === 'monolith' ? 'monolith' : 'microservices',
        files: files.length,
      };
    }),
  );
  return { commonShare: commonShareOf(sizes), facts: [...rows, ...running] };
}

const LINES: Readonly<Record<Part, string>> = {
  both: 'lines in both',
  monolith: 'lines for the monolith only',
  msa: 'lines for microservices only',
};

/** The share of the lines of both variants that is in common. */
export function commonShareOf(sizes: readonly LayerSize[]): number {
  const sum = (some: readonly LayerSize[]) => some.reduce((all, { lines }) => all + lines, 0);
  return sum(sizes.filter(({ part }) => part === 'both')) / sum(sizes);
}

function linesChart(facts: readonly Fact[]) {
  const layers = facts.filter((fact) => LINES.msa in fact);
  return {
    kind: 'bars' as const,
    title: 'Lines by layer',
    unit: 'lines',
    categories: layers.map(({ layer }) => String(layer)),
    stacked: true,
    series: Object.values(LINES).map((name) => ({ name, values: layers.map((fact) => Number(fact[name])) })),
  };
}
