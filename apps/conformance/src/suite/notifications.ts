import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Section } from '@sugang/catalog-contracts';
import type { Enrollment } from '@sugang/enrollment-contracts';
import { notificationRoutes } from '@sugang/notification-contracts';
import type { Notification } from '@sugang/notification-contracts';
import { billingRoutes } from '@sugang/billing-contracts';
import type { Client } from '../client/client.ts';
import { confirmed, drop, refusedByBilling } from '../client/enrolment.ts';
import { eventually } from '../client/eventually.ts';
import { expectInvalid } from '../client/problem.ts';
import type { Target } from '../client/target.ts';
import { World } from '../client/world.ts';

const { list, markRead } = notificationRoutes;

/** What students are told. */
export function describeNotifications(target: Target): void {
  describe('notifications', () => {
    let world: World;
    let section: (code: string) => Section;
    let student: Client;
    let first: Enrollment;

    beforeAll(async () => {
      world = await World.of(target);
      section = await world.newSections(await world.newTerm(), [{ code: 'NT 1' }, { code: 'NT 2' }]);
      student = await world.students.one();
    });

    /** Those about sections of this suite: the student may have others from earlier runs. */
    const told = async (): Promise<Notification[]> => {
      const ours = [section('NT 1').id, section('NT 2').id];
      const { items } = await student.call(list, { query: { limit: 200 } });
      return items.filter(({ sectionId }) => ours.includes(sectionId ?? ''));
    };
    const kinds = async () => (await told()).map(({ kind }) => kind);

    it('tell of a confirmed enrolment, once', async () => {
      first = await confirmed(student, section('NT 1'));
      await eventually(async () =>
        expect(await told()).toEqual([
          expect.objectContaining({
            kind: 'enrolled',
            sectionId: section('NT 1').id,
            enrollmentId: first.id,
          }),
        ]),
      );
    });

    it('come newest first, with rising ids', async () => {
      await drop(student, first);
      await eventually(async () => expect(await kinds()).toEqual(['dropped', 'enrolled']));
      await confirmed(student, section('NT 2'));
      await eventually(async () => expect(await kinds()).toEqual(['enrolled', 'dropped', 'enrolled']));
      const ids = (await told()).map(({ id }) => id);
      expect(ids).toEqual(ids.toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true })));
    });

    it('tell of an enrolment that billing refused, where it was not refused at once', async () => {
      const params = { studentId: student.user.id };
      const { limit } = await student.call(billingRoutes.ownAccount);
      await world.registrar.call(billingRoutes.setLimit, { params, body: { limit: 0 } });
      const rejected = await refusedByBilling(student, section('NT 1'));
      await world.registrar.call(billingRoutes.setLimit, { params, body: { limit } });
      if (rejected) await eventually(async () => expect((await kinds())[0]).toBe('rejected'));
      else expect((await kinds())[0]).toBe('enrolled');
    });

    it('come page by page', async () => {
      const whole = (await student.call(list, { query: { limit: 3 } })).items;
      const one = await student.call(list, { query: { limit: 1 } });
      const two = await student.call(list, { query: { limit: 2, cursor: one.nextCursor } });
      expect([...one.items, ...two.items]).toEqual(whole);
      expectInvalid(await student.send('GET', `${list.path}?cursor=unknown`), 'cursor');
    });

    it('can be marked as read, again and again, by their owner', async () => {
      const [newest] = await told();
      expect(newest!.readAt).toBeUndefined();
      const params = { id: newest!.id };
      await student.call(markRead, { params });
      const read = (await told())[0]!;
      expect(read).toEqual({ ...newest, readAt: expect.any(String) });
      await student.call(markRead, { params });
      expect((await told())[0]).toEqual(read);
    });

    it('are not found for others', async () => {
      const other = await world.students.one();
      const [newest] = await told();
      expect((await other.call(list)).items).not.toContainEqual(
        expect.objectContaining({ sectionId: section('NT 1').id }),
      );
      await student.refused(markRead, { params: { id: 'no-such-notification' } }, 404, 'not-found');
      await student.refused(markRead, { params: { id: '99999999999999999999' } }, 404, 'not-found');
      const answer = await other.request(markRead, { params: { id: newest!.id } });
      // Ids rise per student, so the same one may be another notification of the other student's; never this one.
      expect([204, 404]).toContain(answer.status);
    });
  });
}
