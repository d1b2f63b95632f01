import { beforeAll, describe, expect, it } from '@jest/globals';
import { catalogRoutes } from '@sugang/catalog-contracts';
import type { Section } from '@sugang/catalog-contracts';
import { enrollmentRoutes } from '@sugang/enrollment-contracts';
import { confirmed, drop, refused, seatsTaken } from '../client/enrolment.ts';
import { eventually } from '../client/eventually.ts';
import { fixture, realTimetable } from '../client/fixtures.ts';
import { expectClientProblem, expectProblem } from '../client/problem.ts';
import type { Target } from '../client/target.ts';
import { timetableCsv } from '../client/timetable-csv.ts';
import { OPEN, World } from '../client/world.ts';

const meeting = (day: string, start: string, end: string, building?: string, room?: string) => ({
  day,
  start,
  end,
  ...(building && { building }),
  ...(room && { room }),
});

/** Importing a timetable file: the small one, the broken one, and a real one. */
export function describeImport(target: Target): void {
  describe('import', () => {
    let world: World;

    beforeAll(async () => {
      world = await World.of(target);
    });

    describe('of a small file with the oddities of real ones', () => {
      let term: string;
      let sections: Section[];
      const byCode = (code: string) => sections.filter((section) => section.code === code);

      beforeAll(async () => {
        term = world.newTermId();
        const report = await world.importTimetable(fixture('timetable', term), 12);
        const counts = { terms: 1, courses: 9, sections: 10, created: 10, updated: 0, unchanged: 0 };
        expect(report).toEqual({ ...counts, rejected: [] });
        sections = await world.sectionsOf(term);
      });

      it('takes every section, with the capacity that was asked for', () => {
        expect(sections).toHaveLength(10);
        expect(new Set(sections.map(({ capacity }) => capacity))).toEqual(new Set([12]));
        expect(byCode('CFX 108')).toHaveLength(2);
      });

      it('decodes HTML entities, and keeps text as it is', () => {
        expect(byCode('CFX 101')[0]!.title).toBe('Poets\' "Craft" & Voice');
        expect(byCode('CFX 107')[0]!.title).toBe('Café 수강: 100%_sure <b>bold</b>');
        expect(byCode('CFX 107')[0]!.instructors).toEqual(["O'Neil, P"]);
      });

      it('keeps quoted commas and line breaks within a description', async () => {
        const description = async (code: string) => {
          const params = { id: byCode(code)[0]!.id };
          return (await world.anonymous.call(catalogRoutes.getSection, { params })).description;
        };
        expect(await description('CFX 101')).toBe('Same as "CFY 201", see there.');
        expect(await description('CFX 106')).toMatch(/^Topics vary\.\s+May be repeated\.$/);
      });

      it('reads credits: fixed, a range, a choice, and those of the section before those of the course', () => {
        const credits = (code: string) => byCode(code)[0]!.credits;
        expect(credits('CFX 101')).toEqual({ min: 3, max: 3 });
        expect(credits('CFX 102')).toEqual({ min: 4, max: 4 });
        expect(credits('CFX 103')).toEqual({ min: 3, max: 4, choices: [3, 4] });
        expect(credits('CFX 105')).toEqual({ min: 0, max: 16 });
        expect(credits('CFX 107')).toEqual({ min: 0, max: 0 });
      });

      it('reads meetings: several rows of a section, all days of the week, and none where it is arranged', () => {
        const meetings = (code: string) => byCode(code)[0]!.meetings;
        const hall = 'Literatures, Cultures, & Ling';
        expect(meetings('CFX 103')).toEqual([
          meeting('TUE', '18:00', '19:20', hall, '1002'),
          meeting('THU', '18:00', '19:20', hall, '1002'),
        ]);
        expect(meetings('CFX 104')).toHaveLength(10);
        expect(meetings('CFX 104')).toContainEqual(meeting('FRI', '12:00', '13:50', 'Lincoln Hall', 'G52'));
        expect(meetings('CFX 106')).toEqual([
          meeting('SAT', '08:50', '12:15'),
          meeting('SUN', '08:50', '12:15'),
        ]);
        for (const arranged of ['CFX 101', 'CFX 102', 'CFX 105', 'CFX 107'])
          expect(meetings(arranged)).toEqual([]);
      });

      it('reads all instructors, over all rows of a section', () => {
        expect(byCode('CFX 103')[0]!.instructors).toEqual(['Maweu, D', 'Saadah, E']);
        expect([...byCode('CFX 104')[0]!.instructors].sort()).toEqual(['Archer, C', 'Taves, M']);
        expect(byCode('CFX 105')[0]!.instructors).toEqual([]);
      });

      it('knows cancelled sections', () => {
        expect(byCode('CFX 109')[0]!.status).toBe('cancelled');
        expect(byCode('CFX 106')[0]!.status).toBe('open');
      });

      it('makes a term without a window, closed until a registrar opens it', async () => {
        const params = { id: term };
        expect((await world.anonymous.call(catalogRoutes.getTerm, { params })).registration).toEqual([]);
        const student = await world.students.one();
        await refused(student, byCode('CFX 101')[0]!, 'window-closed');
        await world.registrar.call(catalogRoutes.changeTerm, { params, body: { registration: OPEN } });
        await drop(student, await eventually(() => confirmed(student, byCode('CFX 101')[0]!)));
      });

      it('changes nothing the second time, not even the window', async () => {
        const report = await world.importTimetable(fixture('timetable', term), 12);
        expect(report).toMatchObject({ sections: 10, created: 0, updated: 0, unchanged: 10, rejected: [] });
        expect(await world.sectionsOf(term)).toEqual(sections);
        await eventually(async () => {
          const { registration } = await world.anonymous.call(catalogRoutes.getTerm, {
            params: { id: term },
          });
          expect(registration).toEqual(OPEN);
        });
      });

      it('updates the sections that differ', async () => {
        const changed = fixture('timetable', term).replaceAll('Elementary Swahili', 'Swahili for Beginners');
        const report = await world.importTimetable(changed, 12);
        expect(report).toMatchObject({ created: 0, updated: 1, unchanged: 9, rejected: [] });
        await eventually(async () =>
          expect((await world.sectionsOf(term)).map(({ title }) => title)).toContain('Swahili for Beginners'),
        );
      });
    });

    it('reports each row that it cannot take, with its line and a reason, and takes the others', async () => {
      const term = world.newTermId();
      const report = await world.importTimetable(fixture('broken-rows', term));
      expect(report.rejected.map(({ line }) => line)).toEqual([3, 4, 5, 6, 7, 8, 9]);
      expect(report.rejected.filter(({ reason }) => reason.length < 5)).toEqual([]);
      expect(report).toMatchObject({ terms: 1, created: 2 });
      const codes = (await world.sectionsOf(term)).map(({ code, capacity }) => `${code}: ${capacity}`);
      expect(codes).toEqual(['CFX 201: 30', 'CFX 209: 30']);
    });

    it('never takes a capacity below the seats that are taken', async () => {
      const term = await world.newTerm();
      const sections = await world.newSections(term, [{ code: 'IM 1' }], { capacity: 2 });
      const student = await world.students.one();
      const held = await confirmed(student, sections('IM 1'));
      await world.importTimetable(timetableCsv(term, [{ code: 'IM 1' }]), 0);
      const query = { sectionIds: sections('IM 1').id };
      const [seats] = (await world.anonymous.call(enrollmentRoutes.seats, { query })).items;
      expect(seats!.capacity).toBeGreaterThanOrEqual(1);
      await drop(student, held);
      await seatsTaken(world.anonymous, sections('IM 1'), 0);
    });

    it('takes files beyond the limit of other bodies', async () => {
      const term = world.newTermId();
      const plans = Array.from({ length: 120 }, (_, index) => ({
        code: `BIG ${100 + index}`,
        description: 'All work and no play makes a long row. '.repeat(300),
      }));
      const report = await world.importTimetable(timetableCsv(term, plans));
      expect(report).toMatchObject({ created: 120, rejected: [] });
    });

    it('is for the registrar', async () => {
      const csv = fixture('timetable', world.newTermId());
      expectProblem(await world.sendTimetable(csv, 1, world.anonymous), 401, 'unauthenticated');
      expectProblem(await world.sendTimetable(csv, 1, await world.students.one()), 403, 'forbidden');
    });

    it('refuses what is no timetable', async () => {
      const path = catalogRoutes.importCatalog.path;
      expectProblem(
        await world.registrar.send('POST', path, { json: { rows: [] } }),
        415,
        'unsupported-media-type',
      );
      expectClientProblem(await world.sendTimetable(''), 400);
      expectClientProblem(await world.sendTimetable('one,two,three\n1,2,3\n'), 400);
      expectClientProblem(await world.sendTimetable(fixture('timetable', 'x'), -1), 400);
      expectClientProblem(await world.sendTimetable('\0\0\0"broken'), 400);
    });

    // The counts are those of the file itself, taken with another CSV reader.
    const real = realTimetable();
    (real ? it : it.skip)('takes a real timetable whole, and changes nothing the second time', async () => {
      const first = await world.importTimetable(real!);
      expect(first).toMatchObject({ terms: 1, courses: 1_062, sections: 1_675, rejected: [] });
      expect(first.created + first.updated + first.unchanged).toBe(1_675);
      const second = await world.importTimetable(real!);
      expect(second).toEqual({ ...first, created: 0, updated: 0, unchanged: 1_675 });
      expect(await world.sectionsOf('2026-su')).toHaveLength(1_675);
    });
  });
}
