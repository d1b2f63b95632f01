import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Section } from '@sugang/catalog-contracts';
import { catalogRoutes } from '@sugang/catalog-contracts';
import { enrollmentRoutes } from '@sugang/enrollment-contracts';
import type { Client } from '../client/client.ts';
import { resultOf } from '../client/client.ts';
import { confirmed, drop, enrol, enrolment, seatsTaken, settled } from '../client/enrolment.ts';
import { expectInvalid } from '../client/problem.ts';
import type { Target } from '../client/target.ts';
import { World } from '../client/world.ts';

const routes = enrollmentRoutes;

/** Enrolling, listing and seats, where nothing stands against it. */
export function describeEnrolling(target: Target): void {
  describe('enrolling', () => {
    let world: World;
    let term: string;
    let section: (code: string) => Section;
    let student: Client;

    beforeAll(async () => {
      world = await World.of(target);
      term = await world.newTerm();
      section = await world.newSections(term, [
        { code: 'EN 1', credits: '1 hours.' },
        { code: 'EN 2', credits: '1 TO 4 hours.' },
        { code: 'EN 3', credits: '2 OR 4 hours.' },
        { code: 'EN 4', credits: '0 hours.' },
        { code: 'EN 5', credits: '1 hours.' },
      ]);
      student = await world.students.one();
    });

    it('answers 201 with the enrolment and where it is', async () => {
      const body = { sectionId: section('EN 1').id };
      const answer = await student.request(routes.enrol, { body });
      const created = resultOf(routes.enrol, answer);
      expect(target.decidesAtOnce ? ['confirmed'] : ['pending', 'confirmed']).toContain(created.status);
      expect(created).toMatchObject({ sectionId: section('EN 1').id, term, credits: 1 });
      const location = new URL(answer.headers.get('location')!, target.url);
      expect(location.pathname).toBe(`/api/enrollments/${created.id}`);
      const final = await settled(student, created);
      expect(final).toEqual({ ...created, status: 'confirmed', updatedAt: final.updatedAt });
    });

    it.each<[string, number | undefined, number]>([
      ['EN 2', undefined, 1],
      ['EN 3', 4, 4],
      ['EN 4', undefined, 0],
    ])('in %s for %s credits counts %i', async (code, asked, credits) => {
      expect(await confirmed(student, section(code), asked)).toMatchObject({ credits });
    });

    it('is listed for the student, by term, page by page, and for nobody else', async () => {
      const all = (await student.call(routes.list, { query: { term } })).items;
      expect(all.map(({ sectionId }) => sectionId).sort()).toEqual(
        ['EN 1', 'EN 2', 'EN 3', 'EN 4'].map((code) => section(code).id).sort(),
      );
      const paged: typeof all = [];
      let cursor: string | undefined;
      do {
        const page = await student.call(routes.list, { query: { term, limit: 1, cursor } });
        paged.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor);
      expect(paged).toEqual(all);
      expect((await student.call(routes.list, { query: { term: 'demo' } })).items).toEqual([]);
      const other = await world.students.one();
      expect((await other.call(routes.list, { query: { term } })).items).toEqual([]);
      await other.refused(routes.get, { params: { id: all[0]!.id } }, 404, 'not-found');
      await other.refused(routes.drop, { params: { id: all[0]!.id } }, 404, 'not-found');
    });

    it('never lists with the cursor of another student', async () => {
      const { nextCursor } = await student.call(routes.list, { query: { term, limit: 1 } });
      const other = await world.students.one();
      const answer = await other.request(routes.list, { query: { cursor: nextCursor } });
      // Refused, or of no more use than an own one: it must never show what belongs to another student.
      if (answer.status === 400) expectInvalid(answer, 'cursor');
      else expect(resultOf(routes.list, answer).items).toEqual([]);
    });

    it('is possible in the demo term, whose prerequisites every student has', async () => {
      const query = { term: 'demo', limit: 200, open: 'true' as const };
      const { items } = await world.anonymous.call(catalogRoutes.listSections, { query });
      const advanced = items.find(({ prerequisites }) => prerequisites.length > 0);
      const other = await world.students.one();
      await drop(other, await confirmed(other, advanced!));
    });

    it('takes a seat, and at most one for a student who asks several times at once', async () => {
      const other = await world.students.one();
      const body = { sectionId: section('EN 5').id };
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => other.request(routes.enrol, { body })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
      await seatsTaken(world.anonymous, section('EN 5'), 1);
    });

    it('lets students enrol in several sections at once', async () => {
      const other = await world.students.one();
      const started = await Promise.all(['EN 1', 'EN 2', 'EN 3'].map((code) => enrol(other, section(code))));
      for (const one of started) expect(await settled(other, one)).toMatchObject({ status: 'confirmed' });
    });

    it('shows the seats of many sections', async () => {
      const sectionIds = ['EN 1', 'EN 4'].map((code) => section(code).id);
      const { items } = await world.anonymous.call(routes.seats, {
        query: { sectionIds: sectionIds.join() },
      });
      expect(items.map(({ sectionId }) => sectionId).sort()).toEqual(sectionIds.toSorted());
      expect(items.every(({ capacity, waitlisted }) => capacity === 30 && waitlisted === 0)).toBe(true);
    });

    it('refuses to show the seats of no section, or of more than 200', async () => {
      const many = Array.from({ length: 201 }, (_, index) => `s${index}`).join();
      for (const query of ['', '?sectionIds=', '?sectionIds=,', `?sectionIds=${many}`])
        expectInvalid(await world.anonymous.send('GET', `${routes.seats.path}${query}`), 'sectionIds');
    });

    it('is not found under an id that nobody got', async () => {
      for (const id of ['no-such-enrolment', '0', '00000000-0000-0000-0000-000000000000']) {
        await student.refused(routes.get, { params: { id } }, 404, 'not-found');
        await student.refused(routes.drop, { params: { id } }, 404, 'not-found');
      }
    });

    it('stays as it was read, once final', async () => {
      const [first] = (await student.call(routes.list, { query: { term } })).items;
      expect(await enrolment(student, first!.id)).toEqual(first);
    });
  });
}
