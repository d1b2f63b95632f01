import type { Campus } from '../load/order.ts';
import type { RunningSystem } from '../runtime/runtime.ts';
import { requestsByCopy } from './copies.ts';
import type { SideBySide } from './deploy/contract-versions.ts';
import type { Experiment, Fact, Sample } from './experiment.ts';
import { bySecond, curve, failedShare, sumOf, worstP99 } from './outcomes.ts';
import type { Stage, StageRun } from './stage.ts';
import { until, wait } from './wait.ts';

/** A release that fails at most such a share of the requests, in percent, rolls: whoever asks again notices nothing. */
const ROLLS = 0.2;
/** Seconds. */
const IN_SERVICE_WITHIN = 10;

const CONTRACTS = 'contracts';

interface Release {
  readonly title: string;
  readonly run: StageRun & { readonly variant: 'monolith' | 'msa' };
}

/** A new version of the catalog module, in both variants, with one copy and with two. */
const releases: Readonly<Record<string, Release>> = {
  'monolith-1': { title: 'Monolith, one copy', run: { variant: 'monolith' } },
  'msa-1': { title: 'Microservices, one copy', run: { variant: 'msa' } },
  'monolith-2': { title: 'Monolith, two copies', run: { variant: 'monolith', replicas: { monolith: 2 } } },
  'msa-2': { title: 'Microservices, two copies', run: { variant: 'msa', replicas: { catalog: 2 } } },
};

/** What a release of one module costs users, in both variants. */
export const deploy: Experiment = {
  id: 'deploy',
  title: 'Releasing the catalog module under load',
  method: [
    '60 requests per second come in, whether answers come or not: browsing, timetables, enrolling and dropping. Meanwhile everything that holds the catalog module is stopped in good order and started again, one copy after the other; the next one when the last one is sent requests again.',
    'In the monolith that is every copy of it, in the microservices every copy of the catalog service; with one copy and with two.',
    'Counted: requests that failed, processes that restarted, and how long it took.',
    "A service that is released alone meets others of another version. So the contract of a call is changed in five ways, and an old and a new caller call an old and a new callee in turns, over TCP by the product's own clients and endpoints. Counted: calls that failed.",
  ],
  limits: [
    'The same version is started again: what it costs to restart is measured, not what a new version changes. Building is in `change-impact`.',
    'In a monolith caller and callee of a process are always of the same version; its contracts meet other versions nowhere.',
  ],
  runtime: 'processes',
  runsInBoth: true,
  // What fails is counted, not timed: it differs little from round to round.
  rounds: { full: 3, quick: 1 },
  arms: [
    ...Object.entries(releases).map(([id, { title }]) => ({ id, title })),
    { id: CONTRACTS, title: 'Old and new contract side by side' },
  ],
  figures: {
    failed: { title: 'failed requests', unit: '', better: 'less', digits: 0 },
    failedShare: { title: 'share of all requests', unit: '%', better: 'less', digits: 2 },
    enrolFailed: { title: 'of them enrolling', unit: '', better: 'less', digits: 0 },
    restarted: { title: 'processes restarted', unit: '', better: 'less', digits: 0 },
    seconds: { title: 'duration of the release', unit: 's', better: 'less' },
    p99: { title: 'p99 meanwhile', unit: 'ms', better: 'less', digits: 0 },
    optionalFailed: {
      title: 'calls failed, changes of optional fields',
      unit: '%',
      better: 'less',
      digits: 0,
    },
    neededFailed: { title: 'calls failed, other changes', unit: '%', better: 'less', digits: 0 },
  },
  async begin(stage) {
    const systems = new Map<string, { system: RunningSystem; campus: Campus }>();
    for (const [id, { title, run }] of Object.entries(releases)) {
      stage.say(`starting: ${title.toLowerCase()}`);
      const system = await stage.start(run);
      systems.set(id, { system, campus: await stage.campus(system.addresses[run.variant]!, 40) });
    }
    return {
      measure: (arm) => {
        if (arm === CONTRACTS) return measureContracts(stage);
        const { system, campus } = systems.get(arm)!;
        return measure(stage, system, campus, releases[arm]!.run.variant);
      },
    };
  },
  judge(results) {
    const failed = (arm: string) => results.median(arm, 'failed');
    const failedReleases = Object.entries(releases).map(
      ([arm, { title }]) =>
        `${title}: ${failed(arm)} failed in ${results.median(arm, 'seconds').toFixed(1)} s`,
    );
    const [optional, needed] = ['optionalFailed', 'neededFailed'].map((figure) =>
      results.median(CONTRACTS, figure),
    );
    const because =
      `${failedReleases.join('; ')}. With an old and a new contract side by side ${optional!.toFixed(0)} % of the calls failed ` +
      `where the change is of optional fields, ${needed!.toFixed(0)} % where it is another.`;
    // Where not even such a change goes well, no service can be released without those who call it.
    const alone = optional === 0;
    const rolls = (arm: string) => results.median(arm, 'failedShare') <= ROLLS;
    if (!rolls('monolith-2')) return { answer: rolls('msa-2') && alone ? 'holds' : 'depends', because };
    const monolith = results.values('monolith-1', 'failed');
    const gentler = results
      .values('msa-1', 'failed')
      .filter((count, round) => count < monolith[round]!).length;
    if (gentler === monolith.length) return { answer: 'depends', because };
    return { answer: gentler === 0 ? 'does not hold' : 'inside the noise', because };
  },
  charts: (results) => [
    {
      kind: 'bars',
      title: 'Requests that failed during the release',
      unit: '',
      categories: Object.values(releases).map(({ title }) => title),
      series: [{ name: 'failed', values: Object.keys(releases).map((arm) => results.median(arm, 'failed')) }],
    },
    {
      kind: 'lines',
      title: 'Failed requests per second, the last round',
      xTitle: 'seconds',
      yTitle: 'failed',
      series: Object.entries(releases).flatMap(([arm, { title }]) =>
        results.series(arm).map(({ points }) => ({ name: title, points })),
      ),
    },
  ],
};

async function measureContracts(stage: Stage): Promise<Sample> {
  const { callSideBySide, laterVersions } = await import('./deploy/contract-versions.ts');
  const rows: SideBySide[] = [];
  for (const version of laterVersions) {
    stage.signal.throwIfAborted();
    rows.push(await callSideBySide(version, stage.form === 'smoke' ? 10 : 200));
  }
  const failedShareOf = (some: readonly SideBySide[]) =>
    (100 * some.reduce((sum, { failedOfOld, failedOfNew }) => sum + failedOfOld + failedOfNew, 0)) /
    some.reduce((sum, { calls }) => sum + 2 * calls, 0);
  return {
    figures: {
      optionalFailed: failedShareOf(rows.filter(({ optional }) => optional)),
      neededFailed: failedShareOf(rows.filter(({ optional }) => !optional)),
    },
    facts: rows.map(({ change, calls, failedOfOld, failedOfNew }): Fact => ({
      change,
      'old callers failed': `${failedOfOld} of ${calls}`,
      'new callers failed': `${failedOfNew} of ${calls}`,
    })),
  };
}

async function measure(
  stage: Stage,
  system: RunningSystem,
  campus: Campus,
  variant: 'monolith' | 'msa',
): Promise<Sample> {
  const lead = stage.form === 'smoke' ? 1 : 3;
  // A release takes as long as it takes: the load goes on for as much as the slowest one needs.
  const seconds = stage.seconds({ full: 40, quick: 15 }) + lead;
  const copies = system.processes().filter(({ contexts }) => contexts.includes('catalog'));
  const [outcome, duration] = await Promise.all([
    stage.load({
      address: system.addresses[variant]!,
      campus,
      streams: [
        { story: 'browse', perSecond: 20 },
        { story: 'timetable', perSecond: 20 },
        { story: 'enrol', perSecond: 20 },
      ],
      seconds,
      warmUpSeconds: 1,
    }),
    release(),
  ]);
  const counts = bySecond(outcome);
  const failed = sumOf(outcome, 'failed');
  return {
    figures: {
      failed,
      failedShare: failedShare(outcome),
      enrolFailed: sumOf(outcome, 'failed', ['enrol', 'drop', 'own']),
      restarted: copies.length,
      seconds: duration,
      p99: worstP99(outcome),
    },
    series: [curve('failed', counts, 'failed')],
    generatorLimited: outcome.generator.limited,
  };

  async function release(): Promise<number> {
    await wait(1 + lead, stage.signal);
    const begun = performance.now();
    for (const { name } of copies) {
      stage.signal.throwIfAborted();
      await system.restart(name);
      // Nginx leaves a copy that refused it alone for two seconds. Whoever takes the next one away before has none.
      await until(async () => (await requestsByCopy(system))[name]! > 0, IN_SERVICE_WITHIN, stage.signal);
    }
    return (performance.now() - begun) / 1000;
  }
}
