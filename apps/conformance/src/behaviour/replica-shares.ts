import { beforeAll, describe, expect, it } from '@jest/globals';
import { catalogRoutes } from '@sugang/catalog-contracts';
import type { Section } from '@sugang/catalog-contracts';
import { enrollmentRoutes } from '@sugang/enrollment-contracts';
import type { Client } from '../client/client.ts';
import { confirmed } from '../client/enrolment.ts';
import { inTurns } from '../client/in-turns.ts';
import { sumOfMetric } from '../client/metrics.ts';
import { World } from '../client/world.ts';
import type { Copy, SystemUnderTest } from '../system.ts';

const REQUESTS = 300;
const AT_ONCE = 12;

/** How requests spread over the copies of a service: those through Nginx, and those between services. */
export function describeReplicaShares(system: SystemUnderTest): void {
  describe.each(system.targets.map((target) => [target.name, target] as const))(
    'the copies of %s',
    (name, target) => {
      const variant = name as 'monolith' | 'msa';
      let world: World;
      let term: string;
      let section: Section;
      let student: Client;

      beforeAll(async () => {
        world = await World.of(target);
        term = await world.newTerm();
        section = (await world.newSections(term, [{ code: 'RP 1' }]))('RP 1');
        student = await world.students.one();
        await confirmed(student, section);
      });

      const load = (request: (index: number) => Promise<unknown>) =>
        inTurns(
          Array.from({ length: REQUESTS }, (_, index) => index),
          AT_ONCE,
          request,
        );
      const http = { metric: 'http_requests_total', labels: { route: /^\/api\// } };
      const calls = (contract: string, operation: string) => ({
        metric: 'rpc_server_requests_total',
        labels: { contract: new RegExp(`^${contract}$`), operation: new RegExp(`^${operation}$`) },
      });

      it('that hold enrollment share its HTTP requests', async () => {
        const query = { sectionIds: section.id };
        const shares = await sharesOf(system.copiesOf(variant, 'enrollment'), http, () =>
          load(() => world.anonymous.call(enrollmentRoutes.seats, { query })),
        );
        expectEvenShares(shares, REQUESTS);
      });

      it('that hold the catalog share its HTTP requests', async () => {
        // Each address once, so that the edge cannot answer from what it keeps.
        const shares = await sharesOf(system.copiesOf(variant, 'catalog'), http, () =>
          load((index) => world.anonymous.send('GET', `/api/terms/${term}?request=${index}`)),
        );
        expectEvenShares(shares, REQUESTS);
      });

      if (variant === 'msa') {
        it('that hold the catalog share the calls of others', async () => {
          const query = { term };
          const asked = calls('catalog', 'sectionsByIds');
          const shares = await sharesOf(system.copiesOf(variant, 'catalog'), asked, () =>
            load(() => student.call(enrollmentRoutes.timetable, { query })),
          );
          expectEvenShares(shares, REQUESTS);
        });

        it('that hold enrollment share the calls of others', async () => {
          const asked = calls('enrollment', 'fullSections');
          const shares = await sharesOf(system.copiesOf(variant, 'enrollment'), asked, () =>
            // Each term once, as the catalog may keep an answer for two seconds.
            load((index) =>
              world.anonymous.call(catalogRoutes.listSections, {
                query: { term: `none-${index}`, open: 'true' },
              }),
            ),
          );
          expectEvenShares(shares, REQUESTS / 3);
        });
      }
    },
  );
}

/** How many requests of a kind each of the copies served while `work` was done. */
async function sharesOf(
  copies: readonly Copy[],
  kind: { metric: string; labels: Record<string, RegExp> },
  work: () => Promise<unknown>,
): Promise<number[]> {
  const count = () => Promise.all(copies.map(({ httpAddress }) => sumOfMetric(httpAddress, kind)));
  const before = await count();
  await work();
  const after = await count();
  return after.map((served, index) => served - before[index]!);
}

/** Each of three copies has between 20 % and 50 % of the requests. */
function expectEvenShares(served: readonly number[], atLeast: number): void {
  const total = served.reduce((sum, count) => sum + count, 0);
  expect({ served, copies: served.length, enough: total >= atLeast }).toEqual({
    served,
    copies: 3,
    enough: true,
  });
  const uneven = served.filter((count) => count < total * 0.2 || count > total * 0.5);
  expect({ served, uneven }).toEqual({ served, uneven: [] });
}
