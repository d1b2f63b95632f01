import type { Campus, SignedIn } from '../../load/order.ts';
import { until } from '../../runtime/processes/conditions.ts';
import { countsOf, fetchTrace, startTraceReceiver, type TraceCounts } from '../../traces/index.ts';
import type { RunningSystem } from '../../runtime/runtime.ts';
import type { Stage } from '../stage.ts';
import type { VariantArm } from '../variants.ts';

const STUDENTS = { full: 10, quick: 10, smoke: 2 } as const;
const COURSES = 4;

/** A system in which students have a timetable, and what one request for it comes to, by variant. */
export interface TimetableScene {
  readonly system: RunningSystem;
  readonly campuses: Readonly<Record<VariantArm, Campus>>;
  readonly traced: Readonly<Record<VariantArm, TracedTimetable>>;
}

/** One request for a timetable. */
export interface TracedTimetable {
  readonly bytes: number;
  readonly entries: number;
  /** Nothing where no whole trace came. */
  readonly counts?: TraceCounts;
}

/** Starts both variants with the same data, fills timetables, and traces a request for one in each. */
export async function timetableScene(stage: Stage): Promise<TimetableScene> {
  const receiver = await startTraceReceiver();
  try {
    const system = await stage.start({ variant: 'both', environment: { OTLP_ENDPOINT: receiver.endpoint } });
    const of = async (variant: VariantArm) => {
      const address = system.addresses[variant]!;
      const campus = await stage.campus(address, STUDENTS[stage.form]);
      for (const student of campus.users) await fillTimetable(address, campus, student, stage.signal);
      return { campus, traced: await traceTimetable(address, campus, receiver.address, stage.signal) };
    };
    const [monolith, msa] = [await of('monolith'), await of('msa')];
    return {
      system,
      campuses: { monolith: monolith.campus, msa: msa.campus },
      traced: { monolith: monolith.traced, msa: msa.traced },
    };
  } finally {
    // Only requests that ask for it are traced, and no later one does.
    await receiver.stop();
  }
}

/** Enrols a student in some courses of the first term; those that refuse are passed by. */
async function fillTimetable(address: string, { sections }: Campus, student: SignedIn, signal: AbortSignal) {
  const { term } = sections[0]!;
  let enrolled = 0;
  for (const { id } of sections.filter((section) => section.term === term).slice(0, 60)) {
    if (enrolled === COURSES) return;
    const answer = await fetch(`${address}/api/enrollments`, {
      method: 'POST',
      headers: { ...authorized(student), 'content-type': 'application/json' },
      body: JSON.stringify({ sectionId: id }),
      signal,
    });
    await answer.arrayBuffer();
    if (answer.status === 201) enrolled++;
  }
}

async function traceTimetable(
  address: string,
  { users, sections }: Campus,
  receiver: string,
  signal: AbortSignal,
): Promise<TracedTimetable> {
  const url = `${address}/api/timetable?term=${sections[0]!.term}`;
  const ask = () => fetch(url, { headers: { ...authorized(users[0]!), 'x-trace': 'on' }, signal });
  // The first request opens connections and prepares statements; the second is as most are.
  await (await ask()).arrayBuffer();
  const answer = await ask();
  const body = Buffer.from(await answer.arrayBuffer());
  const { entries } = JSON.parse(body.toString()) as { entries: unknown[] };
  const counts = await countsOfRequest(receiver, answer.headers.get('x-request-id') ?? '', signal);
  return { bytes: body.length, entries: entries.length, ...(counts && { counts }) };
}

/** Processes send their spans when it suits them: a trace is whole when the answer is in it and nothing has been added for a while. */
async function countsOfRequest(receiver: string, requestId: string, signal: AbortSignal) {
  let spans = 0;
  let since = performance.now();
  return until(
    async () => {
      const trace = await fetchTrace(receiver, requestId);
      if (trace && trace.spans.length !== spans) [spans, since] = [trace.spans.length, performance.now()];
      const counts = trace && countsOf(trace.spans);
      return counts?.answeredMs !== undefined && performance.now() - since > QUIET_MS ? counts : undefined;
    },
    WHOLE_WITHIN_MS,
    signal,
  );
}

const QUIET_MS = 2_500;
const WHOLE_WITHIN_MS = 15_000;

const authorized = ({ accessToken }: SignedIn) => ({ authorization: `Bearer ${accessToken}` });
