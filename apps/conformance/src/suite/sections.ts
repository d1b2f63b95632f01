import { beforeAll, describe, expect, it } from '@jest/globals';
import { catalogRoutes } from '@sugang/catalog-contracts';
import type { Section } from '@sugang/catalog-contracts';
import { resultOf } from '../client/client.ts';
import type { Client } from '../client/client.ts';
import { confirmed, drop } from '../client/enrolment.ts';
import { eventually } from '../client/eventually.ts';
import { expectInvalid } from '../client/problem.ts';
import type { Target } from '../client/target.ts';
import { World } from '../client/world.ts';
import type { SectionPlan } from '../client/timetable-csv.ts';

const { listSections, getSection } = catalogRoutes;

const PLANS: SectionPlan[] = [
  { code: 'QA 101', title: 'Graph Theory', instructors: 'Müller, R', meetings: ['MW 09:00 AM-09:50 AM'] },
  { code: 'QA 1010', title: 'Rings', instructors: "O'Brien, P;Kim, D", meetings: ['T 09:00 AM-09:50 AM'] },
  { code: 'QA 102', title: '100% of Rings', description: 'Rings, all of them.' },
  { code: 'QB 101', title: 'Under_score', meetings: ['U 09:00 AM-09:50 AM', 'W 10:00 AM-10:50 AM'] },
];

/** Finding sections: filters, search, order, pages. */
export function describeSections(target: Target): void {
  describe('sections', () => {
    let world: World;
    let anonymous: Client;
    let term: string;
    let section: (code: string) => Section;

    const find = async (filter: Record<string, string>): Promise<string[]> => {
      const query = new URLSearchParams({ term, ...filter });
      const answer = await anonymous.send('GET', `${listSections.path}?${query}`);
      return resultOf(listSections, answer).items.map(({ code }) => code);
    };

    beforeAll(async () => {
      world = await World.of(target);
      anonymous = world.anonymous;
      term = await world.newTerm();
      section = await world.newSections(term, PLANS.toReversed(), { capacity: 1 });
    });

    it('are listed in the order of their codes', async () => {
      expect(await find({})).toEqual(['QA 101', 'QA 1010', 'QA 102', 'QB 101']);
      expect(await find({ term: 'no-such-term' })).toEqual([]);
    });

    it.each<[string, Record<string, string>, string[]]>([
      ['subject', { subject: 'QB' }, ['QB 101']],
      ['day', { day: 'WED' }, ['QA 101', 'QB 101']],
      ['a day without meetings', { day: 'SAT' }, []],
      ['code', { q: 'QA 101' }, ['QA 101', 'QA 1010']],
      ['title, in any case', { q: 'rings' }, ['QA 1010', 'QA 102']],
      ['instructor', { q: 'Müller' }, ['QA 101']],
      ['instructor with a quote', { q: "O'Brien" }, ['QA 1010']],
      ['percent sign, literally', { q: '100%' }, ['QA 102']],
      ['underscore, literally', { q: 'Under_s' }, ['QB 101']],
      ['a wildcard that is none', { q: 'G%h' }, []],
      ['a wildcard for one character that is none', { q: 'Gr_ph' }, []],
      ['SQL that is just text', { q: "' OR 1=1 --" }, []],
      ['markup that is just text', { q: '<script>alert(1)</script>' }, []],
      ['several filters at once', { subject: 'QA', q: 'rings', day: 'TUE' }, ['QA 1010']],
    ])('are found by %s', async (_, filter, codes) => {
      expect(await find(filter)).toEqual(codes);
    });

    it('are read one by one, with a description', async () => {
      const listed = section('QA 102');
      const detail = await anonymous.call(getSection, { params: { id: listed.id } });
      expect(detail).toEqual({ ...listed, description: 'Rings, all of them.' });
      await anonymous.refused(getSection, { params: { id: 'no-such-section' } }, 404, 'not-found');
    });

    it('come page by page, none lost and none twice', async () => {
      const codes: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await anonymous.call(listSections, { query: { term, limit: 3, cursor } });
        expect(page.items.length).toBeLessThanOrEqual(3);
        codes.push(...page.items.map(({ code }) => code));
        cursor = page.nextCursor;
      } while (cursor);
      expect(codes).toEqual(['QA 101', 'QA 1010', 'QA 102', 'QB 101']);
    });

    it('come in pages of fifty unless asked otherwise', async () => {
      const page = await anonymous.call(listSections, { query: { term: 'demo' } });
      expect(page.items).toHaveLength(50);
      expect(
        (await anonymous.call(listSections, { query: { term: 'demo', limit: 200 } })).items,
      ).toHaveLength(200);
    });

    it.each([
      'limit=0',
      'limit=201',
      'limit=-1',
      'limit=1.5',
      'limit=many',
      'limit=',
      'limit=99999999999999999999',
      'limit=1&limit=2',
      'cursor=unknown',
      'cursor=',
      'cursor=eyJjb2RlIjoxfQ',
      'cursor=%27%20OR%201%3D1',
      'day=MONDAY',
      'open=maybe',
      `q=${'x'.repeat(201)}`,
      'subject=',
      'term=a&term=b',
    ])('refuse the query %s', async (query) => {
      expectInvalid(await anonymous.send('GET', `${listSections.path}?${query}`), query.split('=')[0]);
    });

    it('refuse the cursor of another list', async () => {
      const student = await world.students.one();
      for (const code of ['QA 102', 'QA 1010']) await confirmed(student, section(code));
      const page = JSON.parse((await student.send('GET', '/api/enrollments?limit=1')).text) as {
        nextCursor: string;
      };
      expect(page.nextCursor).toEqual(expect.any(String));
      const cursor = encodeURIComponent(page.nextCursor);
      expectInvalid(await anonymous.send('GET', `${listSections.path}?cursor=${cursor}`), 'cursor');
    });

    it('with a free seat are told from full and cancelled ones', async () => {
      const student = await world.students.one();
      const own = await world.newTerm();
      const plans: SectionPlan[] = [{ code: 'QO 1' }, { code: 'QO 2' }, { code: 'QO 3', status: 'C' }];
      const sections = await world.newSections(own, plans, { capacity: 1 });
      const free = () => find({ term: own, open: 'true' });
      expect(await free()).toEqual(['QO 1', 'QO 2']);
      const taken = await confirmed(student, sections('QO 1'));
      await eventually(async () => expect(await free()).toEqual(['QO 2']));
      await drop(student, taken);
      await eventually(async () => expect(await free()).toEqual(['QO 1', 'QO 2']));
      expect(await find({ term: own })).toEqual(['QO 1', 'QO 2', 'QO 3']);
    });
  });
}
