import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SectionFilter, type Section } from '@sugang/catalog-contracts';
import { compareSections } from '@sugang/catalog-domain';
import { startCatalog, type CatalogFixture } from './catalog-fixture.ts';
import { OWN_TIMETABLE, REAL_TIMETABLE } from './timetable-files.ts';

// Real files on a real database: the usual five seconds are short on a busy machine.
jest.setTimeout(60_000);

let catalog: CatalogFixture;

beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.stop());
beforeEach(() => catalog.clear());

const list = (filter: Record<string, string> = {}) => catalog.listSections.run(SectionFilter.parse(filter));

async function idsOf(filter: Record<string, string>): Promise<string[]> {
  return (await list(filter)).items.map(({ id }) => id);
}

const stagedRows = async () =>
  (await catalog.pool.query('SELECT count(*)::integer AS n FROM "catalog"."staged_row"')).rows[0];

const OWN = { terms: 2, courses: 5, sections: 8 };

describe('an import', () => {
  it('takes every row or reports it with its line and reason', async () => {
    const report = await catalog.importFile(OWN_TIMETABLE);
    expect(report).toMatchObject({ ...OWN, created: 8, updated: 0, unchanged: 0 });
    expect(report.rejected.map(({ line }) => line)).toEqual([15, 16, 17, 20, 21, 22]);
    expect(report.rejected[2]).toEqual({
      line: 17,
      reason: 'Section 10006 differs in its code from line 12',
    });
    expect(await stagedRows()).toEqual({ n: 0 });
  });

  it('brings the rows of a section together from anywhere in the file', async () => {
    await catalog.importFile(OWN_TIMETABLE, 25);
    expect(await catalog.getSection.run('2027-sp-10001')).toEqual({
      id: '2027-sp-10001',
      term: '2027-sp',
      subject: 'ART',
      number: '101',
      code: 'ART 101',
      title: 'Drawing & Painting',
      description: 'Lines, tones, and colours.',
      credits: { min: 3, max: 3 },
      capacity: 25,
      status: 'open',
      instructors: ['Henson, A', 'Pak, Y', 'Kim, D'],
      meetings: [
        { day: 'MON', start: '09:00', end: '10:50', building: 'Studio, North', room: '12' },
        { day: 'WED', start: '09:00', end: '10:50', building: 'Studio, North', room: '12' },
        { day: 'FRI', start: '13:00', end: '13:50' },
        { day: 'FRI', start: '15:00', end: '15:50' },
      ],
      prerequisites: [],
    });
    expect((await catalog.getSection.run('2027-sp-10005')).credits).toEqual({
      min: 3,
      max: 4,
      choices: [3, 4],
    });
  });

  it('done again changes nothing', async () => {
    await catalog.importFile(OWN_TIMETABLE);
    const before = await list();
    await catalog.takeEvents();
    const report = await catalog.importFile(OWN_TIMETABLE);
    expect(report).toMatchObject({ ...OWN, created: 0, updated: 0, unchanged: 8 });
    expect(await list()).toEqual(before);
    expect(await catalog.takeEvents()).toEqual({ sections: [], terms: [] });
    expect(catalog.enrollment.calls.setCapacities).toBe(1);
  });

  it('makes terms without a window, and leaves those alone that are there', async () => {
    const registration = [{ opensAt: '2027-01-01T00:00:00Z', closesAt: '2027-02-01T00:00:00Z' }];
    await catalog.createTerm.run({ id: '2027-sp', name: 'Spring', registration });
    await catalog.importFile(OWN_TIMETABLE);
    expect(await catalog.listTerms.all()).toEqual({
      items: [
        { id: '2027-sp', name: 'Spring', registration },
        { id: '2027-su', name: 'Summer 2027', registration: [] },
      ],
    });
  });

  it('tells other contexts what it has made, with a version that rises', async () => {
    await catalog.importFile(OWN_TIMETABLE);
    const first = await catalog.takeEvents();
    expect(first.terms.map(({ term }) => term.id).sort()).toEqual(['2027-sp', '2027-su']);
    expect(first.sections.map(({ version }) => version)).toEqual(Array(8).fill(1));
    await catalog.importFile(OWN_TIMETABLE, 31);
    const second = await catalog.takeEvents();
    expect(second.sections.map(({ section, version }) => [section.capacity, version])).toEqual(
      Array(8).fill([31, 2]),
    );
    const { sections } = await catalog.operations.sectionsByIds({ ids: ['2027-sp-10001', 'unknown'] });
    expect(sections).toEqual([second.sections.find(({ section }) => section.id === '2027-sp-10001')]);
  });

  it('with another capacity sets it in enrollment too, but for sections where more seats are taken', async () => {
    await catalog.importFile(OWN_TIMETABLE, 30);
    catalog.enrollment.taken.set('2027-sp-10003', 12);
    const report = await catalog.importFile(OWN_TIMETABLE, 10);
    expect(report).toMatchObject({ created: 0, updated: 7, unchanged: 0 });
    expect(report.rejected).toContainEqual({
      line: 5,
      reason: 'Section 2027-sp-10003 stays as it was: 12 seats are taken, more than the capacity of 10',
    });
    expect((await catalog.getSection.run('2027-sp-10003')).capacity).toBe(30);
    expect((await catalog.getSection.run('2027-sp-10001')).capacity).toBe(10);
    expect(catalog.enrollment.capacities.get('2027-sp-10003')).toBe(30);
    expect(catalog.enrollment.capacities.get('2027-sp-10001')).toBe(10);
  });

  it('of a changed file changes the sections that changed, and not what only a registrar sets', async () => {
    await catalog.importFile(OWN_TIMETABLE);
    await catalog.pool.query(`UPDATE "catalog"."section" SET "prerequisites" = '{ART 100}'`);
    const changed = (await readFile(OWN_TIMETABLE, 'utf8')).replace('Ballet', 'Modern Dance');
    const report = await catalog.importCatalog.run(Readable.from([Buffer.from(changed)]), 30);
    expect(report).toMatchObject({ created: 0, updated: 1, unchanged: 7 });
    expect(await catalog.getSection.run('2027-su-10001')).toMatchObject({
      title: 'Modern Dance',
      prerequisites: ['ART 100'],
    });
  });

  it('of a file that cannot be read to its end changes nothing', async () => {
    const broken = `${await readFile(OWN_TIMETABLE, 'utf8')}2027,"Spring`;
    await expect(catalog.importCatalog.run(Readable.from([Buffer.from(broken)]), 30)).rejects.toMatchObject({
      code: 'invalid-input',
      status: 400,
    });
    expect(await catalog.listTerms.all()).toEqual({ items: [] });
    expect(await list()).toEqual({ items: [] });
    expect(await stagedRows()).toEqual({ n: 0 });
  });

  it('of a file with too many bad rows, or too many rows of one section, is refused as a whole', async () => {
    const text = await readFile(OWN_TIMETABLE, 'utf8');
    const importing = (addition: string) =>
      catalog.importCatalog.run(Readable.from([Buffer.from(text + addition)]), 30);
    await expect(importing('x\n'.repeat(10_001))).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('more than 10000 rows cannot be taken, the first in line 15'),
    });
    const lastRow = text.trimEnd().split('\n').at(-1)!;
    await expect(importing(`${lastRow}\n`.repeat(200))).rejects.toMatchObject({
      message: expect.stringContaining('section 2027-su-10001 has more than 200 rows'),
    });
    expect(await list()).toEqual({ items: [] });
    expect(await catalog.listTerms.all()).toEqual({ items: [] });
  });

  it('is refused while enrollment cannot be reached, and done when it can', async () => {
    catalog.enrollment.reachable = false;
    await expect(catalog.importFile(OWN_TIMETABLE)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await list()).toEqual({ items: [] });
    catalog.enrollment.reachable = true;
    expect(await catalog.importFile(OWN_TIMETABLE)).toMatchObject({ created: 8 });
  });

  it('may run several times at once: the catalog and enrollment agree in the end', async () => {
    const capacities = [10, 20, 30, 10, 20, 30];
    const reports = await Promise.all(
      capacities.map((capacity) => catalog.importFile(OWN_TIMETABLE, capacity)),
    );
    expect(reports.reduce((sum, { created }) => sum + created, 0)).toBe(8);
    const { items } = await list();
    expect(items).toHaveLength(8);
    expect(new Map(items.map(({ id, capacity }) => [id, capacity]))).toEqual(catalog.enrollment.capacities);
  });

  (REAL_TIMETABLE ? it : it.skip)('takes the real timetable whole, and again changes nothing', async () => {
    const counts = { terms: 1, courses: 1_062, sections: 1_675, rejected: [] };
    expect(await catalog.importFile(REAL_TIMETABLE!)).toEqual({
      ...counts,
      created: 1_675,
      updated: 0,
      unchanged: 0,
    });
    expect(await catalog.importFile(REAL_TIMETABLE!)).toEqual({
      ...counts,
      created: 0,
      updated: 0,
      unchanged: 1_675,
    });
  });
});

describe('the list of sections', () => {
  beforeEach(async () => {
    await catalog.importFile(OWN_TIMETABLE);
  });

  it('is ordered by code, then id, and each page goes on where the last one ended', async () => {
    const seen: Section[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: '3', ...(cursor && { cursor }) });
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toHaveLength(8);
    expect(seen).toEqual(seen.toSorted(compareSections));
    expect(seen).toEqual((await list()).items);
  });

  it('refuses the cursor of another list', async () => {
    const { nextCursor } = await list({ limit: '1', subject: 'CS' });
    await expect(list({ limit: '1', subject: 'ART', cursor: nextCursor! })).rejects.toMatchObject({
      status: 400,
    });
    await expect(list({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid-input' });
    expect((await list({ limit: '5', subject: 'CS', cursor: nextCursor! })).items).toHaveLength(1);
  });

  it('is filtered by term, subject and day', async () => {
    expect(await idsOf({ term: '2027-su' })).toEqual(['2027-su-10001']);
    expect(await idsOf({ term: 'unknown' })).toEqual([]);
    expect(await idsOf({ subject: 'BIO' })).toEqual(['2027-sp-10003', '2027-sp-10004', '2027-sp-10005']);
    expect(await idsOf({ day: 'SUN' })).toEqual(['2027-sp-10004']);
    expect(await idsOf({ day: 'FRI', subject: 'ART' })).toEqual(['2027-sp-10001']);
  });

  it('is searched by code, title and instructors', async () => {
    expect(await idsOf({ q: 'bio 220' })).toEqual(['2027-sp-10003', '2027-sp-10004']);
    expect(await idsOf({ q: 'PAINTING' })).toEqual(['2027-sp-10001', '2027-sp-10002']);
    expect(await idsOf({ q: 'muller' })).toEqual(['2027-sp-10005']);
    expect(await idsOf({ q: "o'neil" })).toEqual(['2027-sp-10002']);
    expect(await idsOf({ q: '%' })).toEqual([]);
    expect(await idsOf({ q: "'; DROP TABLE section --" })).toEqual([]);
  });

  it('shows what is open: not cancelled and with a free seat', async () => {
    catalog.enrollment.full.add('2027-sp-10003');
    const open = await idsOf({ open: 'true' });
    expect(open).not.toContain('2027-sp-10003');
    expect(open).not.toContain('2027-sp-10006');
    expect(open).toHaveLength(6);
    expect(await idsOf({})).toHaveLength(8);
  });
});

describe('the question for free seats', () => {
  beforeEach(() => catalog.importFile(OWN_TIMETABLE));

  it('is one call however many ask at once', async () => {
    const term = '2027-su';
    await Promise.all(Array.from({ length: 20 }, () => list({ open: 'true', term })));
    expect(catalog.enrollment.calls.fullSections).toBe(1);
  });

  it('is answered with "unavailable" while enrollment cannot be reached, and asked again after that', async () => {
    const term = '2027-sp';
    catalog.enrollment.reachable = false;
    await expect(list({ open: 'true', term })).rejects.toMatchObject({ code: 'unavailable', status: 503 });
    expect(await idsOf({ term })).toHaveLength(7);
    catalog.enrollment.reachable = true;
    expect(await idsOf({ open: 'true', term })).toHaveLength(6);
  });
});

describe('terms', () => {
  const registration = [{ opensAt: '2027-01-01T00:00:00Z', closesAt: '2027-02-01T00:00:00Z', years: [4] }];

  it('are made once', async () => {
    const term = { id: '2027-fa', name: 'Fall 2027', registration };
    expect(await catalog.createTerm.run(term)).toEqual(term);
    await expect(catalog.createTerm.run(term)).rejects.toMatchObject({ code: 'term-exists', status: 409 });
    expect(await catalog.listTerms.one('2027-fa')).toEqual(term);
    await expect(catalog.listTerms.one('2028-fa')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('are changed in what is named, and others are told', async () => {
    await catalog.createTerm.run({ id: '2027-fa', name: 'Fall 2027', registration: [] });
    await catalog.takeEvents();
    const opened = await catalog.changeTerm.run('2027-fa', { registration });
    expect(opened).toEqual({ id: '2027-fa', name: 'Fall 2027', registration });
    await catalog.changeTerm.run('2027-fa', { name: 'Autumn 2027' });
    const { terms } = await catalog.takeEvents();
    const versions = terms.map(({ term, version }) => [version, term.name, term.registration.length]);
    expect(versions.sort()).toEqual([
      [2, 'Fall 2027', 1],
      [3, 'Autumn 2027', 1],
    ]);
    expect(await catalog.operations.termsByIds({ ids: ['2027-fa', 'unknown'] })).toEqual({
      terms: [{ term: { id: '2027-fa', name: 'Autumn 2027', registration }, version: 3 }],
    });
  });

  it('must be there to be changed', async () => {
    await expect(catalog.changeTerm.run('unknown', { name: 'x' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('the demo', () => {
  it('is seeded once, its capacities too', async () => {
    await catalog.seed.run();
    expect((await list({ term: 'demo', limit: '200' })).items).toHaveLength(200);
    expect(catalog.enrollment.capacities.size).toBe(500);
    expect((await catalog.takeEvents()).sections).toHaveLength(500);
    await catalog.seed.run();
    expect(await catalog.takeEvents()).toEqual({ sections: [], terms: [] });
  });
});
