import { changes, impactOf, productOf, type Impact } from './change-impact/changes.ts';
import { TimedRuns } from './change-impact/timed-runs.ts';
import { copyWorkspace } from './change-impact/workspace-copy.ts';
import type { Experiment, Sample } from './experiment.ts';
import { readProjectGraph } from './project-graph.ts';
import type { Results } from './results-view.ts';
import type { Form } from './stage.ts';

/** A change stays local if it affects at most this share of the projects. */
const LOCAL = 0.5;
const ONE_MODULE = 'one-module';
/** Which changes are built and tested, by form of the run; of the others the graph alone says what they affect. */
const timed: Readonly<Record<Form, readonly string[]>> = {
  full: changes.map(({ id }) => id),
  // Without the platform, whose change takes as long as two others.
  quick: changes.map(({ id }) => id).filter((id) => id !== 'platform'),
  smoke: ['domain'],
};

/** What a change makes to be built and tested again. */
export const changeImpact: Experiment = {
  id: 'change-impact',
  title: 'What a change rebuilds and retests',
  method: [
    "For a change in each of six places, Nx' graph of the projects says which of those that the product is made of are affected: the changed one, and all that need it.",
    'Exactly those are built (nx run-many) and their unit tests run (one Jest, on all cores), nothing from a cache, in a copy of the workspace as it is. One module is measured against it: the same sources compiled by one call of the compiler, and all unit tests.',
    'A multi-module monolith and microservices rebuild the same libraries; images are counted apart: the monolith always has one, of the services only those that reach the change.',
  ],
  limits: [
    'A quick run builds and tests five of the six changes; what the one in a platform library affects is counted.',
    'The compiler (SWC) translates each file by itself in milliseconds, so that here a build is mostly the start of programs, one for each project. A compiler that checks types would make the affected share count for more; TypeScript checks the whole workspace at once here, and that is in no figure.',
    'With its cache, Nx would build again only what changed, because no build here reads the output of another; tests would run as counted.',
    'Unit tests only: the integration tests need databases, and take longer than all that is measured here.',
    'The apps of both variants are a few lines each and are built in the same run. Images are counted, not made, and the bundle that an image has inside, made in about two seconds, is in no figure.',
    "Of the lab, the product has the generator of Nginx' configuration only, and only its tests are run. It reads the modules' manifests, so that a change in a module affects the image of the edge as well.",
  ],
  runtime: 'none',
  arms: [
    { id: ONE_MODULE, title: 'One module, any change' },
    ...changes.map(({ id, title }) => ({ id, title })),
  ],
  rounds: { full: 3, quick: 2 },
  figures: {
    projects: { title: 'projects rebuilt', unit: '', better: 'less', digits: 0 },
    share: { title: 'of all', unit: '%', better: 'less', digits: 0 },
    buildSeconds: { title: 'build', unit: 's', better: 'less' },
    testSeconds: { title: 'unit tests', unit: 's', better: 'less' },
    seconds: { title: 'build and tests', unit: 's', better: 'less' },
    monolithImages: { title: 'images of the monolith', unit: '', better: 'less', digits: 0 },
    serviceImages: { title: 'images of services', unit: '', better: 'less', digits: 0 },
  },
  async begin(stage) {
    const graph = await readProjectGraph(stage);
    const runs = new TimedRuns(stage, await copyWorkspace(stage), graph);
    const product = [...productOf(graph)].sort();
    const isTimed = (arm: string) =>
      timed[stage.form].includes(arm) || (arm === ONE_MODULE && stage.form !== 'smoke');
    return {
      async measure(arm) {
        const change = changes.find(({ id }) => id === arm);
        const impact = change && impactOf(graph, change.project);
        const projects = impact?.affected ?? product;
        if (!isTimed(arm)) return sampleOf(impact, projects, {});
        const buildSeconds = await (impact ? runs.buildModules(projects) : runs.buildAsOne(projects));
        if (stage.form === 'smoke') return sampleOf(impact, projects, { buildSeconds });
        const testSeconds = await runs.test(projects);
        return sampleOf(impact, projects, { buildSeconds, testSeconds, seconds: buildSeconds + testSeconds });
      },
    };
  },
  judge: judgeChangeImpact,
  charts: (results) => [
    {
      kind: 'bars',
      title: 'Build and unit tests after a change',
      unit: 's',
      stacked: true,
      categories: changeImpact.arms.map(({ title }) => title),
      series: (['buildSeconds', 'testSeconds'] as const).map((key) => ({
        name: changeImpact.figures[key]!.title,
        values: changeImpact.arms.map(({ id }) => (results.has(id, key) ? results.median(id, key) : null)),
      })),
    },
    {
      kind: 'bars',
      title: 'Images that change',
      unit: 'images',
      categories: changes.map(({ title }) => title),
      series: (['monolithImages', 'serviceImages'] as const).map((key) => ({
        name: changeImpact.figures[key]!.title,
        values: changes.map(({ id }) => results.median(id, key)),
      })),
    },
  ],
};

/** The rule: most changes must clearly build and test in less time than one module does, none in more, and most must stay local. */
export function judgeChangeImpact(results: Results): ReturnType<Experiment['judge']> {
  const measured = changes.filter(({ id }) => results.has(id, 'seconds'));
  const ratios = measured.map(({ id }) => results.ratio(id, ONE_MODULE, 'seconds'));
  const count = (difference: string) => ratios.filter((ratio) => ratio.difference === difference).length;
  const [shorter, longer, noise] = [count('less'), count('more'), count('inside-noise')];
  const local = changes.filter(({ id }) => results.median(id, 'share') / 100 <= LOCAL).length;
  const half = measured.length / 2;
  const because =
    `Of ${measured.length} changes, ${shorter} build and test in less time than one module (${results.median(ONE_MODULE, 'seconds').toFixed(1)} s), ${longer} in more, ` +
    `${noise} inside the noise: ${measured.map(({ id }, index) => `${id} ${ratios[index]!.median.toFixed(2)} ×`).join(', ')}. ` +
    `${local} of all ${changes.length} stay within half of the projects.`;
  if (noise === measured.length) return { answer: 'inside the noise', because };
  if (shorter > half && longer === 0 && local > changes.length / 2) return { answer: 'holds', because };
  if (shorter === 0 || longer > half) return { answer: 'does not hold', because };
  return { answer: 'depends', because };
}

function sampleOf(
  impact: Impact | undefined,
  projects: readonly string[],
  times: Record<string, number>,
): Sample {
  return {
    figures: {
      projects: projects.length,
      share: (impact?.share ?? 1) * 100,
      ...times,
      monolithImages: impact?.monolithImages ?? 1,
      ...(impact && { serviceImages: impact.services.length }),
    },
    facts: [
      {
        'rebuilds and retests': projects.map(shortName).join(', '),
        'images of the monolith': impact?.monolithImages ?? 1,
        'images of services': impact
          ? impact.services.map(shortName).join(', ') || 'none'
          : 'none: there is one program',
        'images of both': impact ? impact.otherImages.join(', ') || 'none' : 'all',
      },
    ],
  };
}

const shortName = (name: string): string => name.replace('@sugang/', '');
