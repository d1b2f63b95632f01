import { beforeAll, describe, it } from '@jest/globals';
import { enrollmentRoutes } from '@sugang/enrollment-contracts';
import fc from 'fast-check';
import { randomInt } from 'node:crypto';
import { exchange } from '../client/answer.ts';
import type { Client } from '../client/client.ts';
import { allRoutes, nameOf } from '../client/routes.ts';
import type { Target } from '../client/target.ts';
import { timetableCsv } from '../client/timetable-csv.ts';
import { World } from '../client/world.ts';
import { describedApi, type DescribedApi } from './described-api.ts';
import { Judgement } from './judgement.ts';
import { requestsTo, type CallerName, type FuzzedRequest, type KnownThings } from './requests.ts';

/** Requests to each endpoint; more by setting, and the same ones again by their seed. */
const RUNS = Number(process.env['CONFORMANCE_FUZZ_RUNS'] ?? 25);
const SEED = Number(process.env['CONFORMANCE_FUZZ_SEED'] ?? randomInt(2 ** 31));

/** An answer that takes longer is none; generous, for slow machines. */
const DEADLINE_MS = 20_000;
/** How long smaller requests are looked for that fail too. */
const SHRINK_MS = 60_000;

/**
 * Requests made from `openapi.json`, from right to absurd: whatever comes, each endpoint answers, as the document says, or with
 * a problem of the client's making.
 */
export function describeFuzzing(targets: readonly Target[]): void {
  describe.each(targets.map((target) => [target.name, target] as const))('%s', (_, target) => {
    describe(`any request (CONFORMANCE_FUZZ_SEED=${SEED})`, () => {
      let api: DescribedApi;
      let judgement: Judgement;
      let known: KnownThings;
      let tokens: Record<CallerName, string | undefined>;

      beforeAll(async () => {
        const world = await World.of(target);
        const student = await world.students.one();
        api = await describedApi(target);
        judgement = new Judgement(api);
        known = await knownThings(world, student);
        tokens = {
          nobody: undefined,
          student: student.session!.accessToken,
          registrar: world.registrar.session!.accessToken,
          'somebody with a broken token': `${student.session!.accessToken}x`,
        };
      });

      const send = ({ caller, path, headers, body }: FuzzedRequest, method: string) => {
        const token = tokens[caller];
        return exchange(target, method, path, {
          headers: { ...headers, ...(token && { authorization: `Bearer ${token}` }) },
          ...(body !== undefined && { body }),
          signal: AbortSignal.timeout(DEADLINE_MS),
        });
      };

      it.each([...allRoutes.map(nameOf), 'GET /api/openapi.json'])(
        'is answered by %s',
        async (name) => {
          const operation = api.operations.find((one) => one.name === name);
          if (!operation) throw new Error(`The document does not describe ${name}.`);
          const property = fc.asyncProperty(requestsTo(operation, known), async (request) => {
            judgement.judge(operation, await send(request, operation.method));
          });
          await fc.assert(property, {
            numRuns: RUNS,
            seed: SEED,
            asyncReporter: reportBriefly,
            interruptAfterTimeLimit: SHRINK_MS + RUNS * 1_000,
          });
        },
        SHRINK_MS + RUNS * 1_000 + 2 * DEADLINE_MS,
      );
    });
  });
}

/** Bodies of a megabyte must not fill the report. */
async function reportBriefly<T>(run: fc.RunDetails<T>): Promise<void> {
  if (!run.failed) return;
  const report = (await fc.asyncDefaultReportMessage(run)) ?? '';
  const brief = report.replace(
    /(.{1,8}?)\1{50,}/gsu,
    (all, piece: string) => `${piece} … (${all.length} in all)`,
  );
  throw new Error(`${String(run.errorInstance)}\n${brief.slice(0, 5_000)}`, { cause: run.errorInstance });
}

/** Makes a term and sections that nobody else uses, and enrols a student there. */
async function knownThings(world: World, student: Client): Promise<KnownThings> {
  const term = await world.newTerm();
  const codes = ['FZ 1', 'FZ 2', 'FZ 3'];
  const section = await world.newSections(
    term,
    codes.map((code) => ({ code })),
  );
  const sectionIds = codes.map((code) => section(code).id);
  const { id } = await student.call(enrollmentRoutes.enrol, { body: { sectionId: sectionIds[0]! } });
  const plans = codes.map((code) => ({ code, meetings: ['MWF 09:00 AM-09:50 AM'] }));
  return {
    ids: {
      // In a path it may be any of these; most endpoints take one kind.
      id: [...sectionIds, id, term],
      sectionId: sectionIds,
      sectionIds: [...sectionIds, sectionIds.join()],
      dropEnrollmentId: [id],
      studentId: [student.user.id],
      term: [term],
      username: [student.user.username],
    },
    files: {
      '/api/catalog/import': timetableCsv(`${term}-file`, plans),
      '/api/students/import':
        'username,name,password,year,department,creditLimit,completedCourses\n' +
        `${term}-a,Ann,let-me-in,1,Physics,18,FZ 1;FZ 2\n${term}-b,Ben,let-me-in,2,,,\n`,
    },
  };
}
