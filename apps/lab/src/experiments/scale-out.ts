import { median } from 'simple-statistics';
import { fitScalability, throughputAt } from '../statistics/scalability.ts';
import type { Experiment, FigureMeaning, LineChart, Sample, Series, Verdict } from './experiment.ts';
import type { Results } from './results-view.ts';
import { controlSample, variantSample } from './scale-out/sample.ts';
import { SLICE, walkDown } from './scale-out/walk.ts';
import { variantArms, type VariantArm } from './variants.ts';

const MOST = 4;
const numbers = [1, 2, 3, MOST];
/** The machine has room for the copies if this many times the computing of one comes out of four of them. */
const ROOM = 3.2;
/** Less than so many times as much with four copies is no scaling. */
const SCALES = 1.5;
/** A difference in cost that would change nobody's decision. */
const MARGIN = 0.15;
/** One round says nothing of its own spread, so it is taken to be off by up to so many times: two runs in a row were 1.2 × apart. */
const OFF_BY = 1.5;

/** Whether copies of two services take more registrations for less than copies of the whole. */
export const scaleOut: Experiment = {
  id: 'scale-out',
  title: 'Taking more registrations by adding copies',
  method: [
    `Every copy of every service is a container that may use ${SLICE.cpus} of a core and ${SLICE.memoryBytes / 1_000_000} MB. The monolith is copied as a whole; of the microservices only identity and enrollment are, the other three have one copy each.`,
    'First the apparatus is proved: a request that only computes is sent to 1, 2 and 4 copies of the monolith (3 too in full form). Where four copies do not give 3.2 times as much as one, the machine has no room, and nothing else here means anything.',
    'Then students who are signed in already enrol and drop: on 12 connections for each copy, each with its next request as soon as the last answer is there. Eight students take turns on a connection, so that nobody drops a seat in the moment in which it is confirmed. Copies are started at once and taken away between the points; a load nobody counts comes before the first point.',
    'Each point: registrations per second, p95 and p99, the processor time of each process, memory and database connections, and what share of the requests each copy got. The universal scalability law is fitted to the points: contention is the share of the work that waits for its turn, coherency what each pair of copies costs to agree. Where the curve bends down, more copies stop paying; without coherency it never does.',
    'The price of more: what the added copies hold in memory and in database connections, for each registration per second that they add. And at the same budget: registrations per second for each core of slices that all services of the variant have.',
  ],
  limits: [
    'Two cores carry the copies, Postgres, Nginx and the load generator, so the machine ends soon after four copies; where a system without these limits ends is not seen here.',
    'The law has three coefficients. Three points are always met exactly, so in quick form the curve proves nothing; the full form has four points, and several rounds.',
    'A registration is counted when the seat is held and the answer given. Billing and notification, which follow it among the microservices, have one copy each and may fall behind; their processor time shows how busy they are.',
    'Everybody is signed in before: copies of identity are held ready, as the claim says, and have nothing to do meanwhile. Their memory and slices are counted.',
    'The most copies are measured first, when the code has run for the least time; the later points have the advantage.',
    'Events go by calls and not by a broker, which would need its part of the two cores.',
  ],
  meaning: [
    'Whether to split for the sake of scaling is a question of price: both take more with more copies. What a copy of the whole holds in memory beyond a copy of the part is what the split saves; the processes that a split adds from the start are in `footprint`.',
  ],
  runtime: 'compose',
  arms: [{ id: 'control', title: 'Computing alone (monolith)' }, ...variantArms],
  rounds: { full: 3, quick: 1 },
  figures: {
    scaling: { title: 'most copies against one', unit: '×', better: 'more', digits: 2 },
    memoryPerAdded: { title: 'memory for each added per second', unit: 'MB', better: 'less', digits: 2 },
    connectionsPerAdded: {
      title: 'database connections for each added per second',
      unit: '',
      better: 'less',
      digits: 3,
    },
    slicePerAdded: {
      title: 'slices for each added per second',
      unit: '% of a core',
      better: 'less',
      digits: 2,
    },
    perCore: {
      title: 'registrations per second for each core of slices, most copies',
      unit: '1/s',
      better: 'more',
      digits: 0,
    },
    contention: { title: 'contention (σ)', unit: '', better: 'less', digits: 4 },
    coherency: { title: 'coherency (κ)', unit: '', better: 'less', digits: 4 },
    peakAt: { title: 'copies beyond which more of them give less, by the law', unit: '', digits: 0 },
    sliceUsed: { title: 'used of their slices, most copies', unit: '%', digits: 0 },
    leastShare: { title: 'least share of a copy, most copies', unit: '%', digits: 0 },
    greatestShare: { title: 'greatest share of a copy, most copies', unit: '%', digits: 0 },
    failed: { title: 'failed requests', unit: '', better: 'less', digits: 0 },
    ...byCopies('perSecond', 'per second', { unit: '1/s', better: 'more', digits: 0 }),
    ...byCopies('p95At', 'p95', { unit: 'ms', better: 'less', digits: 0 }),
    ...byCopies('p99At', 'p99', { unit: 'ms', better: 'less', digits: 0 }),
  },
  begin: (stage) => {
    // One walk measures the control and the monolith: whichever is asked for first walks for the other.
    let kept: { readonly arm: string; readonly sample: Sample } | undefined;
    return Promise.resolve({
      async measure(arm) {
        if (arm === 'msa') return variantSample(await walkDown(stage, 'msa'));
        const already = kept;
        kept = undefined;
        if (already?.arm === arm) return already.sample;
        const points = await walkDown(stage, 'monolith');
        const [control, monolith] = [controlSample(points), variantSample(points)];
        kept =
          arm === 'control' ? { arm: 'monolith', sample: monolith } : { arm: 'control', sample: control };
        return arm === 'control' ? control : monolith;
      },
    });
  },
  judge,
  charts: (results) => [
    curveChart(results, 'Registrations per second', variantArms),
    curveChart(results, 'Control: computed requests per second', [{ id: 'control', title: 'Computing' }]),
    latencyChart(results),
    {
      kind: 'bars',
      title: 'Memory for each registration per second that was added',
      unit: 'MB',
      categories: variantArms.map(({ title }) => title),
      series: [
        {
          name: 'memory',
          values: variantArms.map(({ id }) =>
            results.has(id, 'memoryPerAdded') ? results.median(id, 'memoryPerAdded') : null,
          ),
        },
      ],
    },
  ],
};

/**
 * The claim has two halves: the monolith takes more only by whole copies, and microservices by copies of the function alone. It holds
 * where the second is cheaper in memory for what it brings, or where only it brings anything; where both cost about the same, it depends.
 * Little gain is a high price, so no limit between much and little decides.
 */
export function judge(results: Results): Verdict {
  const room = results.median('control', 'scaling');
  if (room < ROOM)
    return {
      answer: 'inside the noise',
      because: `The machine had no room: ${MOST} copies that only computed did ${room.toFixed(1)} × what one did, where ${ROOM} × are needed before anything can be said of registrations.`,
    };
  const curves = variantArms
    .map(({ id, title }) => `${title}: ${gainOf(results, id as VariantArm)}`)
    .join('; ');
  const scale = (['monolith', 'msa'] as const).filter((arm) => results.median(arm, 'scaling') >= SCALES);
  if (scale.length === 0)
    return {
      answer: 'depends',
      because: `Copies brought neither variant much more; something that both share is the limit. ${curves}.`,
    };
  const only =
    scale.length === 1 &&
    `Only the ${scale[0] === 'msa' ? 'microservices' : 'monolith'} took much more with more copies. ${curves}.`;
  // Without any gain there is nothing to pay for.
  const paid = results.has('monolith', 'memoryPerAdded') && results.has('msa', 'memoryPerAdded');
  if (only && !paid) return { answer: scale[0] === 'msa' ? 'holds' : 'does not hold', because: only };
  const memory = results.ratio('msa', 'monolith', 'memoryPerAdded');
  const because = `${only || `Both take more with more copies. ${curves}.`} For each added registration per second the microservices took ${memory.median.toFixed(2)} × the memory of whole copies.`;
  const { low = memory.median / OFF_BY, high = memory.median * OFF_BY } = memory.interval ?? {};
  if (Math.abs(memory.median - 1) <= MARGIN) return { answer: 'depends', because };
  if (low <= 1 && high >= 1) return { answer: 'inside the noise', because };
  return { answer: memory.median < 1 ? 'holds' : 'does not hold', because };
}

function gainOf(results: Results, arm: VariantArm): string {
  const [one, most] = [results.median(arm, 'perSecond1'), results.median(arm, `perSecond${MOST}`)];
  const price = results.has(arm, 'memoryPerAdded')
    ? `, ${results.median(arm, 'memoryPerAdded').toFixed(2)} MB and ${results.median(arm, 'connectionsPerAdded').toFixed(3)} database connections for each one added`
    : '';
  return `${one.toFixed(0)} registrations per second with one copy, ${most.toFixed(0)} with ${MOST} (${results.median(arm, 'scaling').toFixed(1)} ×, ${results.median(arm, 'sliceUsed').toFixed(0)} % of their slices used)${price}`;
}

/** A figure for each number of copies. */
function byCopies(
  key: string,
  title: string,
  meaning: Omit<FigureMeaning, 'title'>,
): Record<string, FigureMeaning> {
  return Object.fromEntries(
    numbers.map((copies) => [
      `${key}${copies}`,
      { title: `${title}, ${copies} ${copies === 1 ? 'copy' : 'copies'}`, ...meaning },
    ]),
  );
}

/** The medians of all rounds, by number of copies. */
function pointsOf(results: Results, arm: string, key: string): (readonly [number, number])[] {
  return numbers.flatMap((copies) =>
    results.has(arm, `${key}${copies}`) ? [[copies, median(results.values(arm, `${key}${copies}`))]] : [],
  );
}

/** Measured points, and the fitted law drawn through and beyond them. */
function curveChart(
  results: Results,
  title: string,
  arms: readonly { readonly id: string; readonly title: string }[],
): LineChart {
  const series = arms.flatMap(({ id, title: name }) => {
    const points = pointsOf(results, id, 'perSecond');
    const law = lawThrough(points);
    return [
      { name, points, style: 'points' as const },
      ...(law ? [{ name: `${name}, fitted law`, points: law, style: 'line' as const }] : []),
    ];
  });
  return { kind: 'lines', title, xTitle: 'copies', yTitle: 'per second', series };
}

function lawThrough(points: readonly (readonly [number, number])[]): Series['points'] | undefined {
  if (points.length < 3 || points.some(([, perSecond]) => perSecond <= 0)) return undefined;
  const law = fitScalability(points.map(([copies, perSecond]) => ({ copies, perSecond })));
  return Array.from({ length: 2 * MOST - 1 }, (_, step) => 1 + step / 2).map((copies) => [
    copies,
    throughputAt(law, copies),
  ]);
}

function latencyChart(results: Results): LineChart {
  return {
    kind: 'lines',
    title: 'Time to register',
    xTitle: 'copies',
    yTitle: 'ms',
    series: variantArms.flatMap(({ id, title }) => [
      { name: `${title}, p95`, points: pointsOf(results, id, 'p95At') },
      { name: `${title}, p99`, points: pointsOf(results, id, 'p99At') },
    ]),
  };
}
