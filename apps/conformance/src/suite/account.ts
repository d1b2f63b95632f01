import { beforeAll, describe, expect, it } from '@jest/globals';
import { billingRoutes } from '@sugang/billing-contracts';
import type { Account } from '@sugang/billing-contracts';
import type { Section } from '@sugang/catalog-contracts';
import type { Client } from '../client/client.ts';
import { confirmed, drop, enrolment, refusedByBilling, seatsTaken } from '../client/enrolment.ts';
import { eventually } from '../client/eventually.ts';
import { expectInvalid } from '../client/problem.ts';
import type { Target } from '../client/target.ts';
import { World } from '../client/world.ts';

const { ownAccount, account, setLimit, pay } = billingRoutes;

/** What it costs, and when that is too much. */
export function describeAccount(target: Target): void {
  describe('the account', () => {
    let world: World;
    let registrar: Client;
    let section: (code: string) => Section;
    let student: Client;
    let studentId: string;

    beforeAll(async () => {
      world = await World.of(target);
      registrar = world.registrar;
      section = await world.newSections(await world.newTerm(), [
        { code: 'AC 1', credits: '1 hours.' },
        { code: 'AC 3', credits: '3 hours.' },
        { code: 'AC 0', credits: '0 hours.' },
      ]);
      student = await world.students.one();
      studentId = student.user.id;
    });

    const read = async (): Promise<Account> => {
      const now = await student.call(ownAccount);
      expect(now.balance).toBe(owed(now));
      return now;
    };
    const limitTo = (limit: number) => registrar.call(setLimit, { params: { studentId }, body: { limit } });

    it('is charged by credits, with one entry for an enrolment, and refunded when it is dropped', async () => {
      const before = await read();
      const three = await confirmed(student, section('AC 3'));
      const one = await confirmed(student, section('AC 1'));
      const after = await read();
      const perCredit = amounts(after, one.id, 'tuition')[0]!;
      expect(amounts(after, one.id, 'tuition')).toEqual([perCredit]);
      expect(amounts(after, three.id, 'tuition')).toEqual([3 * perCredit]);
      expect(after.balance).toBe(before.balance + 4 * perCredit);
      await drop(student, three);
      await eventually(async () => {
        const refunded = await read();
        expect(amounts(refunded, three.id, 'refund')).toEqual([3 * perCredit]);
        expect(refunded.balance).toBe(before.balance + perCredit);
      });
      await drop(student, one);
      await eventually(async () => expect((await read()).balance).toBe(before.balance));
    });

    it('is the same for the student and the registrar', async () => {
      expect(await registrar.call(account, { params: { studentId } })).toEqual(await read());
    });

    it('refuses what passes the limit, takes what reaches it, and charges nothing for a refusal', async () => {
      const { balance, limit } = await read();
      const held = await confirmed(student, section('AC 1'));
      const perCredit = (await read()).balance - balance;
      await limitTo(balance + 4 * perCredit - 1);
      await refusedByBilling(student, section('AC 3'));
      await seatsTaken(world.anonymous, section('AC 3'), 0);
      expect((await read()).balance).toBe(balance + perCredit);
      const raised = await limitTo(balance + 4 * perCredit);
      expect(raised).toMatchObject({ studentId, limit: balance + 4 * perCredit });
      const second = await confirmed(student, section('AC 3'));
      await limitTo(0);
      expect(await enrolment(student, second.id)).toMatchObject({ status: 'confirmed' });
      for (const enrolled of [held, second]) await drop(student, enrolled);
      await limitTo(limit);
      await eventually(async () => expect((await read()).balance).toBe(balance));
    });

    it('takes payments, which make room under the limit', async () => {
      const { balance, limit, payments } = await read();
      const held = await confirmed(student, section('AC 1'));
      const perCredit = (await read()).balance - balance;
      await limitTo(balance + perCredit);
      await refusedByBilling(student, section('AC 3'));
      const payment = await registrar.call(pay, { params: { studentId }, body: { amount: 3 * perCredit } });
      expect(payment).toMatchObject({ amount: 3 * perCredit });
      const paid = await read();
      expect(paid.balance).toBe(balance - 2 * perCredit);
      expect(paid.payments).toHaveLength(payments.length + 1);
      expect(paid.payments).toContainEqual(payment);
      await drop(student, await confirmed(student, section('AC 3')));
      await drop(student, held);
      await limitTo(limit);
      // By the saga refunds come later: the next test starts from a balance that stands.
      await eventually(async () => expect((await read()).balance).toBe(balance - 3 * perCredit));
    });

    it('is not touched by a section without credits', async () => {
      const { balance } = await read();
      await drop(student, await confirmed(student, section('AC 0')));
      expect((await read()).balance).toBe(balance);
    });

    it('belongs to a student who exists', async () => {
      const params = { studentId: 'no-such-student' };
      await registrar.refused(account, { params }, 404, 'not-found');
      await registrar.refused(setLimit, { params, body: { limit: 1 } }, 404, 'not-found');
      await registrar.refused(pay, { params, body: { amount: 1 } }, 404, 'not-found');
    });

    it.each([-1, 1.5, '100', null, 1e13, true])('refuses the limit %j', async (limit) => {
      const path = `/api/accounts/${studentId}`;
      expectInvalid(await registrar.send('PATCH', path, { json: { limit } }), 'limit');
    });

    it.each([0, -5, 0.1, '5', null, 1e13])('refuses the payment %j', async (amount) => {
      const path = `/api/accounts/${studentId}/payments`;
      expectInvalid(await registrar.send('POST', path, { json: { amount } }), 'amount');
    });
  });
}

/** What an account's entries add up to. */
function owed({ charges, payments }: Account): number {
  const charged = charges.map(({ kind, amount }) => (kind === 'tuition' ? amount : -amount));
  return [...charged, ...payments.map(({ amount }) => -amount)].reduce((sum, amount) => sum + amount, 0);
}

function amounts(of: Account, enrollmentId: string, kind: 'tuition' | 'refund'): number[] {
  return of.charges
    .filter((charge) => charge.enrollmentId === enrollmentId && charge.kind === kind)
    .map(({ amount }) => amount);
}
