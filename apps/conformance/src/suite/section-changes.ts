import { beforeAll, describe, expect, it } from '@jest/globals';
import { catalogRoutes } from '@sugang/catalog-contracts';
import type { SectionDetail } from '@sugang/catalog-contracts';
import { enrollmentRoutes } from '@sugang/enrollment-contracts';
import { resultOf } from '../client/client.ts';
import type { Client } from '../client/client.ts';
import { confirmed, drop, enrol, refusedSoon, seatsTaken } from '../client/enrolment.ts';
import { eventually } from '../client/eventually.ts';
import { expectInvalid } from '../client/problem.ts';
import type { Target } from '../client/target.ts';
import { timetableCsv } from '../client/timetable-csv.ts';
import { World } from '../client/world.ts';

const { createSection, changeSection, cancelSection, getSection, listSections } = catalogRoutes;

const MEETING = { day: 'MON', start: '09:00', end: '09:50', building: 'Main Hall', room: '101' } as const;

/** A registrar makes, changes and cancels single sections. */
export function describeSectionChanges(target: Target): void {
  describe('the changes of a section', () => {
    let world: World;
    let registrar: Client;
    let term: string;

    beforeAll(async () => {
      world = await World.of(target);
      registrar = world.registrar;
      term = await world.newTerm();
    });

    /** All that a registrar sends: as it is read, less `id`, `code` and `status`. */
    const whole = (changes: object = {}) => ({
      term,
      subject: 'SC',
      number: '101',
      title: 'Data Structures',
      description: 'Trees and graphs.',
      credits: { min: 1, max: 1 },
      capacity: 5,
      instructors: ['Kim, D'],
      meetings: [MEETING],
      prerequisites: [],
      ...changes,
    });
    const make = (changes: object = {}) => registrar.call(createSection, { body: whole(changes) });
    const change = ({ id }: { id: string }, body: object): Promise<SectionDetail> =>
      registrar.call(changeSection, { params: { id }, body });
    const cancel = ({ id }: { id: string }) => registrar.call(cancelSection, { params: { id } });
    const read = ({ id }: { id: string }) => world.anonymous.call(getSection, { params: { id } });

    it('begin with one that answers 201, as it is read then, and where it is', async () => {
      const answer = await registrar.request(createSection, { body: whole() });
      const made = resultOf(createSection, answer);
      expect(made).toEqual({ ...whole(), id: made.id, code: 'SC 101', status: 'open' });
      expect(await read(made)).toEqual(made);
      expect(new URL(answer.headers.get('location')!, target.url).pathname).toBe(`/api/sections/${made.id}`);
    });

    it('make several sections of a course, and its title is their own', async () => {
      const [one, other] = [await make({ number: '102' }), await make({ number: '102', title: 'Graphs' })];
      expect(other.id).not.toBe(one.id);
      await eventually(async () => {
        const { items } = await world.anonymous.call(listSections, { query: { term, q: 'SC 102' } });
        expect(items.map(({ title }) => title).sort()).toEqual(['Data Structures', 'Graphs']);
      });
    });

    it('let a student enrol at once in what was just made', async () => {
      const section = await make({ number: '103' });
      const student = await world.students.one();
      await drop(student, await confirmed(student, section));
    });

    it('keep what is not sent', async () => {
      const made = await make({ number: '104' });
      const title = await change(made, { title: 'Graphs' });
      expect(title).toEqual({ ...made, title: 'Graphs' });
      const rest = await change(made, {
        number: '105',
        credits: { min: 2, max: 4, choices: [2, 4] },
        meetings: [],
        description: '',
      });
      expect(rest).toEqual({
        ...title,
        number: '105',
        code: 'SC 105',
        credits: { min: 2, max: 4, choices: [2, 4] },
        meetings: [],
        description: '',
      });
      expect(await change(made, {})).toEqual(rest);
      await eventually(async () => expect(await read(made)).toEqual(rest));
    });

    it('do not lose one another when they come at once', async () => {
      const made = await make({ number: '106' });
      const changes = [
        { title: 'Graphs' },
        { description: 'New.' },
        { capacity: 9 },
        { instructors: ['Pak, Y'] },
        { prerequisites: ['SC 101'] },
        { meetings: [{ ...MEETING, day: 'FRI' as const }] },
      ];
      await Promise.all(changes.map((body) => change(made, body)));
      const after = { ...made, ...Object.assign({}, ...changes) };
      await eventually(async () => expect(await read(made)).toEqual(after));
    });

    it('are in force for enrolment soon: credits', async () => {
      const made = await make({ number: '107' });
      const student = await world.students.one();
      await drop(student, await confirmed(student, made));
      await change(made, { credits: { min: 2, max: 3 } });
      await refusedSoon(student, made, 'invalid-credits', 1);
      expect(await confirmed(student, made)).toMatchObject({ credits: 2 });
    });

    it('set the capacity in enrolment, but never below the seats that are taken', async () => {
      const made = await make({ number: '108', capacity: 2 });
      const [one, other] = await world.students.several(2);
      const held = [await confirmed(one!, made), await confirmed(other!, made)];
      const params = { id: made.id };
      const body = { capacity: 1, title: 'Never' };
      await registrar.refused(changeSection, { params, body }, 409, 'capacity-below-enrolled');
      expect(await read(made)).toEqual(made);
      await change(made, { capacity: 3 });
      const third = await world.students.one();
      await drop(third, await confirmed(third, made));
      await eventually(async () => {
        const { items } = await world.anonymous.call(enrollmentRoutes.seats, {
          query: { sectionIds: made.id },
        });
        expect(items).toMatchObject([{ capacity: 3, taken: 2 }]);
      });
      await change(made, { capacity: 2 });
      await drop(one!, held[0]!);
      await drop(other!, held[1]!);
      await seatsTaken(world.anonymous, made, 0);
    });

    it('show in the search for free seats within two seconds: full, free, cancelled', async () => {
      const own = await world.newTerm();
      const made = await make({ term: own, capacity: 0 });
      const open = async () => {
        const query = { term: own, open: 'true' as const };
        return (await world.anonymous.call(listSections, { query })).items.map(({ id }) => id);
      };
      await eventually(async () => expect(await open()).toEqual([]));
      await change(made, { capacity: 1 });
      await eventually(async () => expect(await open()).toEqual([made.id]));
      await cancel(made);
      await eventually(async () => expect(await open()).toEqual([]));
    });

    it('give reads a new ETag', async () => {
      const made = await make({ number: '109' });
      const path = `/api/sections/${made.id}`;
      const tag = async (known?: string) => {
        const headers = { 'accept-encoding': 'identity', ...(known && { 'if-none-match': known }) };
        const answer = await world.anonymous.send('GET', path, { headers });
        return [answer.status, answer.headers.get('etag')!] as const;
      };
      const [, before] = await tag();
      expect(await tag(before)).toEqual([304, before]);
      await change(made, { title: 'Graphs' });
      await eventually(async () => expect((await tag(before))[0]).toBe(200));
    });

    it('end with a cancellation, which stays, however often it comes', async () => {
      const made = await make({ number: '110' });
      await cancel(made);
      await cancel(made);
      await eventually(async () => expect(await read(made)).toMatchObject({ status: 'cancelled' }));
      expect(await change(made, { title: 'Graphs' })).toMatchObject({ title: 'Graphs', status: 'cancelled' });
      const student = await world.students.one();
      await refusedSoon(student, made, 'section-cancelled');
    });

    it('outlive an import of the same file, and not of another; cancelled stays cancelled', async () => {
      const own = await world.newTerm();
      const plans = [{ code: 'SI 1' }, { code: 'SI 2' }, { code: 'SI 3' }];
      const section = await world.newSections(own, plans);
      const [edited, gone] = [section('SI 1'), section('SI 2')];
      await change(edited, { title: 'Edited' });
      await cancel(gone);
      const again = await world.importTimetable(timetableCsv(own, plans));
      expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
      await eventually(async () => expect(await read(edited)).toMatchObject({ title: 'Edited' }));
      const others = plans.map((plan) => ({ ...plan, title: 'New' }));
      expect(await world.importTimetable(timetableCsv(own, others))).toMatchObject({ updated: 3 });
      await eventually(async () => expect(await read(edited)).toMatchObject({ title: 'New' }));
      expect(await read(gone)).toMatchObject({ title: 'New', status: 'cancelled' });
    });

    it('need a section that is there, and a term', async () => {
      const params = { id: 'no-such-section' };
      await registrar.refused(changeSection, { params, body: { title: 'X' } }, 404, 'not-found');
      await registrar.refused(cancelSection, { params }, 404, 'not-found');
      const answer = await registrar.request(createSection, { body: whole({ term: 'no-such-term' }) });
      expectInvalid(answer, 'term');
      const made = await make({ number: '111' });
      const moved = { params: { id: made.id }, body: { term: await world.newTerm() } };
      expectInvalid(await registrar.request(changeSection, moved), 'term');
    });

    it.each<[string, object]>([
      ['subject', { subject: 'S C' }],
      ['number', { number: '' }],
      ['title', { title: ' ' }],
      ['credits', { credits: 3 }],
      ['max', { credits: { min: 4, max: 3 } }],
      ['choices', { credits: { min: 2, max: 4, choices: [4, 2] } }],
      ['capacity', { capacity: -1 }],
      ['capacity', { capacity: '5' }],
      ['end', { meetings: [{ ...MEETING, end: '09:00' }] }],
      ['start', { meetings: [{ ...MEETING, start: '9:00' }] }],
      ['day', { meetings: [{ ...MEETING, day: 'Monday' }] }],
      ['prerequisites', { prerequisites: ['SC101'] }],
      ['instructors', { instructors: 'Kim, D' }],
    ])('need a good %s (%j)', async (path, fault) => {
      const made = await registrar.send('POST', createSection.path, { json: whole(fault) });
      expectInvalid(made, path);
      const changed = await registrar.send('PATCH', '/api/sections/no-such-section', { json: fault });
      expectInvalid(changed, path);
    });

    it('are not hindered by an import at the same time', async () => {
      const own = await world.newTerm();
      const section = await world.newSections(own, [{ code: 'SJ 1' }]);
      const csv = (capacity: number) =>
        world.importTimetable(timetableCsv(own, [{ code: 'SJ 1' }]), capacity);
      await Promise.all([csv(11), change(section('SJ 1'), { capacity: 12 }), csv(13)]);
      const student = await world.students.one();
      await drop(student, await enrol(student, section('SJ 1')));
      await eventually(async () => {
        const { capacity } = await read(section('SJ 1'));
        const query = { sectionIds: section('SJ 1').id };
        const { items } = await world.anonymous.call(enrollmentRoutes.seats, { query });
        expect(items).toMatchObject([{ capacity }]);
      });
    });
  });
}
