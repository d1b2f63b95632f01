import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Section } from '@sugang/catalog-contracts';
import { notificationRoutes } from '@sugang/notification-contracts';
import type { Client } from '../client/client.ts';
import { confirmed, drop } from '../client/enrolment.ts';
import { EventStream } from '../client/event-stream.ts';
import { eventually } from '../client/eventually.ts';
import { expectProblem } from '../client/problem.ts';
import type { Target } from '../client/target.ts';
import { World } from '../client/world.ts';

const { list, stream } = notificationRoutes;

/** What students are told while they wait for it. */
export function describeNotificationStream(target: Target): void {
  describe('the stream of notifications', () => {
    let world: World;
    let section: (code: string) => Section;
    let student: Client;
    const streams: EventStream[] = [];

    beforeAll(async () => {
      world = await World.of(target);
      section = await world.newSections(await world.newTerm(), [{ code: 'NS 1' }, { code: 'NS 2' }]);
      student = await world.students.one();
    });

    afterEach(() => {
      for (const one of streams.splice(0)) {
        one.close();
        expect(one.faults).toEqual([]);
      }
    });

    async function opened(client = student, headers: Record<string, string> = {}): Promise<EventStream> {
      const one = await EventStream.open(client, headers);
      streams.push(one);
      expect(one.response.status).toBe(200);
      await eventually(async () => expect(one.lastEventId).not.toBe(''));
      return one;
    }
    /** Waits until these have come, about sections of this suite: of earlier ones more may come meanwhile. */
    const told = (one: EventStream, expected: [kind: string, code: string][]) =>
      eventually(async () => {
        const ours = [section('NS 1').id, section('NS 2').id];
        const received = one.received.filter(({ sectionId }) => ours.includes(sectionId ?? ''));
        expect(received.map(({ kind, sectionId }) => [kind, sectionId])).toEqual(
          expected.map(([kind, code]) => [kind, section(code).id]),
        );
      });

    it('is one of server-sent events, which nobody may keep or hold back', async () => {
      const { headers } = (await opened()).response;
      expect(headers.get('content-type')).toMatch(/^text\/event-stream(;|$)/);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-encoding')).toBeNull();
      expect(headers.get('x-request-id')).not.toBeNull();
    });

    it('is served whatever the client accepts', async () => {
      await opened(student, { accept: 'application/json' });
    });

    it('brings what happens while it is open, as the list has it', async () => {
      const one = await opened();
      const enrollment = await confirmed(student, section('NS 1'));
      await told(one, [['enrolled', 'NS 1']]);
      await drop(student, enrollment);
      await told(one, [
        ['enrolled', 'NS 1'],
        ['dropped', 'NS 1'],
      ]);
      const { items } = await student.call(list, { query: { limit: one.received.length } });
      expect(one.received).toEqual(items.reverse());
    });

    it('goes on after the last event that came', async () => {
      const before = await opened();
      const first = await confirmed(student, section('NS 1'));
      await told(before, [['enrolled', 'NS 1']]);
      before.close();
      await drop(student, first);
      // Events of different kinds may overtake each other; one that is in the list does not any more.
      await eventually(async () => {
        const { items } = await student.call(list, { query: { limit: 1 } });
        expect(items[0]).toMatchObject({ kind: 'dropped', enrollmentId: first.id });
      });
      await confirmed(student, section('NS 2'));
      const after = await opened(student, { 'last-event-id': before.lastEventId });
      await told(after, [
        ['dropped', 'NS 1'],
        ['enrolled', 'NS 2'],
      ]);
      const ids = after.received.map(({ id }) => BigInt(id));
      expect(ids.every((id, n) => id > (ids[n - 1] ?? BigInt(before.lastEventId)))).toBe(true);
    });

    it('loses nothing where it broke before anything came', async () => {
      const other = await world.students.one();
      const silent = await opened(other);
      silent.close();
      await confirmed(other, section('NS 2'));
      await told(await opened(other, { 'last-event-id': silent.lastEventId }), [['enrolled', 'NS 2']]);
    });

    it('brings nothing of other students', async () => {
      const [one, other] = await world.students.several(2);
      const streams = [await opened(one), await opened(other)];
      const mine = await confirmed(one!, section('NS 1'));
      await told(streams[0]!, [['enrolled', 'NS 1']]);
      const theirs = await confirmed(other!, section('NS 2'));
      await told(streams[1]!, [['enrolled', 'NS 2']]);
      expect(streams[0]!.received.map(({ enrollmentId }) => enrollmentId)).not.toContain(theirs.id);
      expect(streams[1]!.received.map(({ enrollmentId }) => enrollmentId)).not.toContain(mine.id);
    });

    it('needs a token of a student', async () => {
      expectProblem(await world.anonymous.send('GET', stream.path), 401, 'unauthenticated');
      expectProblem(await world.registrar.send('GET', stream.path), 403, 'forbidden');
    });

    it.each(['garbage', '-1', '999999999999999999', '99999999999999999999'])(
      'does not go on from %s',
      async (id) => {
        const answer = await student.send('GET', stream.path, { headers: { 'last-event-id': id } });
        expectProblem(answer, 400, 'invalid-input');
      },
    );
  });
}
