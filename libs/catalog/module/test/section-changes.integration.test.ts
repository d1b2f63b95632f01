import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { NewSection, type SectionDetail } from '@sugang/catalog-contracts';
import { startCatalog, type CatalogFixture } from './catalog-fixture.ts';
import { OWN_TIMETABLE } from './timetable-files.ts';

// On a real database: the usual five seconds are short on a busy machine.
jest.setTimeout(60_000);

const TERM = '2027-sp';
/** A section of the own timetable. */
const IMPORTED = '2027-sp-10003';

let catalog: CatalogFixture;

beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.stop());
beforeEach(async () => {
  await catalog.clear();
  await catalog.createTerm.run({ id: TERM, name: 'Spring 2027', registration: [] });
  await catalog.takeEvents();
});

const plain = { term: TERM, subject: 'CS', number: '225', title: 'Data Structures' };
const make = (fields: object = {}): Promise<SectionDetail> =>
  catalog.createSection.run(
    NewSection.parse({ ...plain, credits: { min: 3, max: 3 }, capacity: 30, ...fields }),
  );
const read = (id: string) => catalog.getSection.run(id);
const change = (id: string, fields: object) => catalog.changeSection.run(id, fields);
const cancel = (id: string) => catalog.cancelSection.run(id);

/** The state and version of each section event since this was asked last. */
const told = async () => (await catalog.takeEvents()).sections;

/** Says of each that it must be the same here and in enrollment. */
const capacitiesOf = async (id: string) => [(await read(id)).capacity, catalog.enrollment.capacities.get(id)];

const importText = (text: string, capacity = 30) =>
  catalog.importCatalog.run(Readable.from([Buffer.from(text)]), capacity);

describe('a section that a registrar makes', () => {
  it('can be read, has its capacity in enrollment, and is told of', async () => {
    const made = await make({
      meetings: [{ day: 'WED', start: '09:00', end: '09:50' }],
      prerequisites: ['CS 101'],
    });
    expect(made).toMatchObject({
      ...plain,
      code: 'CS 225',
      status: 'open',
      description: '',
      instructors: [],
    });
    expect(await read(made.id)).toEqual(made);
    expect(await capacitiesOf(made.id)).toEqual([30, 30]);
    const { description: _, ...section } = made;
    expect(await told()).toEqual([{ section, version: 1 }]);
  });

  it('is one more each time, since a course has several sections', async () => {
    const ids = [(await make()).id, (await make()).id];
    const { items } = await catalog.listSections.run({ limit: 50, term: TERM, q: 'cs225' });
    expect(items.map(({ id }) => id).sort()).toEqual(ids.sort());
  });

  it('has its meetings in the order of the week, and nothing twice', async () => {
    const [mon, wed] = [
      { day: 'MON', start: '10:00', end: '10:50' },
      { day: 'WED', start: '09:00', end: '09:50' },
    ];
    const made = await make({ meetings: [wed, mon, wed], instructors: ['Kim, D', 'Kim, D'] });
    expect(made.meetings).toEqual([mon, wed]);
    expect(made.instructors).toEqual(['Kim, D']);
  });

  it('needs a term that is there', async () => {
    await expect(make({ term: 'unknown' })).rejects.toMatchObject({
      code: 'invalid-input',
      errors: [{ path: 'body.term', message: 'there is no term "unknown"' }],
    });
    expect(catalog.enrollment.capacities.size).toBe(0);
  });

  it('is not made while enrollment cannot be reached', async () => {
    catalog.enrollment.reachable = false;
    await expect(make()).rejects.toMatchObject({ code: 'unavailable' });
    expect((await catalog.listSections.run({ limit: 50 })).items).toEqual([]);
  });
});

describe('a change of a section', () => {
  it('changes what is named, and what follows from it, and keeps the rest', async () => {
    const made = await make({ description: 'Trees.', instructors: ['Kim, D'] });
    const changed = await change(made.id, { number: '226', credits: { min: 2, max: 4, choices: [2, 4] } });
    expect(changed).toEqual({
      ...made,
      number: '226',
      code: 'CS 226',
      credits: { min: 2, max: 4, choices: [2, 4] },
    });
    expect(await read(made.id)).toEqual(changed);
    expect((await change(made.id, { credits: made.credits })).credits).toEqual({ min: 3, max: 3 });
    expect((await catalog.listSections.run({ limit: 50, q: 'cs226' })).items).toHaveLength(1);
    expect((await told()).map(({ version }) => version).sort()).toEqual([1, 2, 3]);
  });

  it('that changes nothing is not told of', async () => {
    const made = await make();
    await told();
    expect(await change(made.id, {})).toEqual(made);
    expect(await change(made.id, { title: made.title, capacity: 30, term: TERM })).toEqual(made);
    expect(await told()).toEqual([]);
  });

  it('sets the capacity in enrollment first, outside of any transaction', async () => {
    const { id } = await make();
    let inTransaction: boolean | undefined;
    let shownMeanwhile: number | undefined;
    catalog.enrollment.onceSet = async () => {
      inTransaction = catalog.pool.inUnitOfWork;
      shownMeanwhile = (await read(id)).capacity;
    };
    await change(id, { capacity: 31 });
    expect({ inTransaction, shownMeanwhile }).toEqual({ inTransaction: false, shownMeanwhile: 30 });
    expect(await capacitiesOf(id)).toEqual([31, 31]);
  });

  it('to a capacity below the seats taken changes nothing at all', async () => {
    const made = await make();
    catalog.enrollment.taken.set(made.id, 12);
    await expect(change(made.id, { capacity: 11, title: 'Trees' })).rejects.toMatchObject({
      code: 'capacity-below-enrolled',
      status: 409,
      message: expect.stringContaining('12 seats'),
    });
    expect(await read(made.id)).toEqual(made);
    expect(await change(made.id, { capacity: 12 })).toMatchObject({ capacity: 12 });
  });

  it('is refused for another term, and for a section that nobody made', async () => {
    const { id } = await make();
    await expect(change(id, { term: 'other' })).rejects.toMatchObject({
      code: 'invalid-input',
      errors: [{ path: 'body.term' }],
    });
    await expect(change('unknown', { title: 'Trees' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('that was cut off after the capacity was set is mended by doing it again', async () => {
    const { id } = await make();
    catalog.enrollment.onceSet = () => Promise.reject(new Error('the process dies'));
    await expect(change(id, { capacity: 40 })).rejects.toThrow('dies');
    expect(await capacitiesOf(id)).toEqual([30, 40]);
    // Also back to what it seems to be.
    await change(id, { capacity: 30 });
    expect(await capacitiesOf(id)).toEqual([30, 30]);
  });
});

describe('changes of a section at the same time', () => {
  it('lose none of each other, in one process or two', async () => {
    const { id } = await make();
    const processes = [catalog, catalog.otherProcess()];
    const fields = [
      { title: 'Trees' },
      { description: 'And graphs.' },
      { capacity: 44 },
      { instructors: ['Kim, D'] },
      { prerequisites: ['CS 101'] },
      { number: '226' },
    ];
    await told();
    await Promise.all(fields.map((one, n) => processes[n % 2]!.changeSection.run(id, one)));
    expect(await read(id)).toMatchObject(Object.assign({}, ...fields));
    const [first, second] = [{ title: 'Trees and more' }, { capacity: 45 }];
    // The other process comes wholly between the two steps of this one.
    catalog.enrollment.onceSet = async () => void (await processes[1]!.changeSection.run(id, first));
    await change(id, second);
    expect(await read(id)).toMatchObject({ ...first, ...second });
    const versions = (await told()).map(({ version }) => version);
    expect(versions.sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('leave one capacity, the same here and in enrollment', async () => {
    const { id } = await make();
    const other = catalog.otherProcess();
    // The other process comes wholly between the two steps of this one.
    catalog.enrollment.onceSet = async () => void (await other.changeSection.run(id, { capacity: 50 }));
    await change(id, { capacity: 40 });
    expect(await capacitiesOf(id)).toEqual([40, 40]);
    const changes = Array.from({ length: 12 }, (_, n) =>
      (n % 2 ? catalog : other).changeSection.run(id, { capacity: 60 + n }),
    );
    await Promise.all(changes);
    const [here, there] = await capacitiesOf(id);
    expect(here).toBe(there);
  });

  it('and a cancellation leave it cancelled, with the change', async () => {
    const { id } = await make();
    catalog.enrollment.onceSet = () => cancel(id);
    await change(id, { capacity: 40 });
    expect(await read(id)).toMatchObject({ status: 'cancelled', capacity: 40 });
  });

  it('and an import leave one capacity, the same here and in enrollment', async () => {
    await catalog.importFile(OWN_TIMETABLE);
    catalog.enrollment.onceSet = async () => void (await change(IMPORTED, { capacity: 50 }));
    expect(await catalog.importFile(OWN_TIMETABLE, 20)).toMatchObject({
      updated: 8,
      rejected: expect.any(Array),
    });
    expect(await capacitiesOf(IMPORTED)).toEqual([20, 20]);
  });
});

describe('cancelling a section', () => {
  it('is told of once, however often it is done', async () => {
    const { id } = await make();
    await told();
    await cancel(id);
    await cancel(id);
    expect(await read(id)).toMatchObject({ status: 'cancelled' });
    expect(await told()).toMatchObject([{ section: { id, status: 'cancelled' }, version: 2 }]);
  });

  it('takes it out of what is open at once', async () => {
    const { id } = await make();
    const open = async () => (await catalog.listSections.run({ limit: 50, term: TERM, open: true })).items;
    expect(await open()).toMatchObject([{ id }]);
    await cancel(id);
    expect(await open()).toEqual([]);
  });

  it('needs a section that is there', async () => {
    await expect(cancel('unknown')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('an import after a registrar', () => {
  const imported = async (from: string, to: string) =>
    importText((await readFile(OWN_TIMETABLE, 'utf8')).replaceAll(from, to));

  beforeEach(async () => {
    await catalog.importFile(OWN_TIMETABLE);
    await told();
  });

  it('leaves the edits alone where the file says what it said before', async () => {
    await change(IMPORTED, { title: 'Edited', capacity: 99 });
    await told();
    expect(await catalog.importFile(OWN_TIMETABLE)).toMatchObject({ updated: 0, unchanged: 8 });
    expect(await read(IMPORTED)).toMatchObject({ title: 'Edited', capacity: 99 });
    expect(await told()).toEqual([]);
  });

  it('overwrites them where the file says something new, but for the prerequisites', async () => {
    const { title } = await read(IMPORTED);
    await change(IMPORTED, { description: 'Edited', capacity: 99, prerequisites: ['ART 100'] });
    expect(await imported(title, 'Something New')).toMatchObject({ created: 0 });
    expect(await read(IMPORTED)).toMatchObject({
      title: 'Something New',
      capacity: 30,
      prerequisites: ['ART 100'],
    });
    expect((await read(IMPORTED)).description).not.toBe('Edited');
    expect(await capacitiesOf(IMPORTED)).toEqual([30, 30]);
  });

  it('leaves a cancelled section cancelled, and takes what else is new: counted as updated', async () => {
    const { title } = await read('2027-su-10001');
    await cancel('2027-su-10001');
    expect(await imported(title, 'Something New')).toMatchObject({ updated: 1, unchanged: 7 });
    expect(await read('2027-su-10001')).toMatchObject({ title: 'Something New', status: 'cancelled' });
  });

  it('counts as unchanged, and tells nobody of, what the registrar had done before', async () => {
    const { title } = await read('2027-su-10001');
    await change('2027-su-10001', { title: 'Something New' });
    await told();
    expect(await imported(title, 'Something New')).toMatchObject({ updated: 0, unchanged: 8 });
    expect(await told()).toEqual([]);
  });

  it('never sets capacities within a transaction, and heals one that was cut off', async () => {
    let inTransaction: boolean | undefined;
    catalog.enrollment.onceSet = () => {
      inTransaction = catalog.pool.inUnitOfWork;
      throw new Error('the process dies');
    };
    await expect(catalog.importFile(OWN_TIMETABLE, 40)).rejects.toThrow('dies');
    expect(inTransaction).toBe(false);
    expect(await capacitiesOf(IMPORTED)).toEqual([30, 40]);
    expect(await catalog.importFile(OWN_TIMETABLE, 40)).toMatchObject({ updated: 8 });
    expect(await capacitiesOf(IMPORTED)).toEqual([40, 40]);
  });
});
