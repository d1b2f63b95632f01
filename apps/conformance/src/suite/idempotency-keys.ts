import { beforeAll, describe, expect, it } from '@jest/globals';
import { billingRoutes } from '@sugang/billing-contracts';
import { catalogRoutes } from '@sugang/catalog-contracts';
import type { Section } from '@sugang/catalog-contracts';
import type { Route } from '@sugang/contract';
import { enrollmentRoutes } from '@sugang/enrollment-contracts';
import { randomUUID } from 'node:crypto';
import type { Answer } from '../client/answer.ts';
import { resultOf, type Client, type Input } from '../client/client.ts';
import { drop, seatsTaken, settled } from '../client/enrolment.ts';
import { expectInvalid, expectProblem } from '../client/problem.ts';
import { allRoutes, named } from '../client/routes.ts';
import type { Target } from '../client/target.ts';
import { World } from '../client/world.ts';

const { pay, account } = billingRoutes;
const { createTerm } = catalogRoutes;
const { enrol } = enrollmentRoutes;

/** A key that nobody has used. */
const newKey = (): string => `key-${randomUUID()}`;

/** Sends a request under a key. */
function send<R extends Route>(client: Client, key: string, route: R, input: Input<R>): Promise<Answer> {
  return client.request(route, { ...input, headers: { 'idempotency-key': key } });
}

/** What of an answer is the same when it is given again. */
const sameOf = ({ status, headers, text }: Answer) => ({
  status,
  text,
  type: headers.get('content-type'),
  location: headers.get('location'),
});

/** Requests that may be repeated safely, because they carry a key. */
export function describeIdempotencyKeys(target: Target): void {
  describe('the Idempotency-Key', () => {
    let world: World;
    let registrar: Client;
    let student: Client;
    let section: (code: string) => Section;

    beforeAll(async () => {
      world = await World.of(target);
      registrar = world.registrar;
      student = await world.students.one();
      const plans = ['IK 1', 'IK 2', 'IK 3', 'IK 4', 'IK 5'].map((code) => ({ code }));
      section = await world.newSections(await world.newTerm(), plans);
    });

    const params = () => ({ studentId: student.user.id });
    const payments = async () => (await registrar.call(account, { params: params() })).payments.length;
    const newTerm = () => ({ id: world.newTermId(), name: 'Term', registration: [] });

    it('makes a payment that is sent again one payment, with the same answer', async () => {
      const key = newKey();
      const before = await payments();
      const input = { params: params(), body: { amount: 700 } };
      const first = await send(registrar, key, pay, input);
      expect(first.status).toBe(201);
      for (let again = 0; again < 3; again++)
        expect(sameOf(await send(registrar, key, pay, input))).toEqual(sameOf(first));
      expect(await payments()).toBe(before + 1);
    });

    it('makes a payment that is sent many times at once one payment', async () => {
      const key = newKey();
      const before = await payments();
      const input = { params: params(), body: { amount: 800 } };
      const many = Array.from({ length: 20 }, () => send(registrar, key, pay, input));
      const others = Array.from({ length: 10 }, () => registrar.call(account, { params: params() }));
      const [first, ...more] = await Promise.all(many);
      await Promise.all(others);
      expect(first!.status).toBe(201);
      for (const answer of more) expect(sameOf(answer)).toEqual(sameOf(first!));
      expect(await payments()).toBe(before + 1);
    });

    it('gives a term that was made again, and not the refusal that it exists', async () => {
      const [key, body] = [newKey(), newTerm()];
      const first = await send(registrar, key, createTerm, { body });
      expect(first.status).toBe(201);
      expect(sameOf(await send(registrar, key, createTerm, { body }))).toEqual(sameOf(first));
      const other = await send(registrar, newKey(), createTerm, { body });
      expectProblem(other, 409, 'term-exists');
    });

    it('gives a refusal again', async () => {
      const key = newKey();
      const body = { ...newTerm(), id: await world.newTerm() };
      const first = await send(registrar, key, createTerm, { body });
      expectProblem(first, 409, 'term-exists');
      expect(sameOf(await send(registrar, key, createTerm, { body }))).toEqual(sameOf(first));
      const nobody = { params: { studentId: 'no-such-student' }, body: { amount: 1 } };
      const unknown = await send(registrar, key, pay, nobody);
      expectProblem(unknown, 404, 'not-found');
      expect(sameOf(await send(registrar, key, pay, nobody))).toEqual(sameOf(unknown));
    });

    it('gives an enrolment again as it was first told, with its Location', async () => {
      const input = { body: { sectionId: section('IK 1').id } };
      const key = newKey();
      const first = await send(student, key, enrol, input);
      const enrollment = resultOf(enrol, first);
      expect(first.headers.get('location')).toBe(`/api/enrollments/${enrollment.id}`);
      await settled(student, enrollment);
      expect(sameOf(await send(student, key, enrol, input))).toEqual(sameOf(first));
      await drop(student, enrollment);
      expect(sameOf(await send(student, key, enrol, input))).toEqual(sameOf(first));
      await seatsTaken(world.anonymous, section('IK 1'), 0);
    });

    it('gives an enrolment that is sent many times at once one seat', async () => {
      const input = { body: { sectionId: section('IK 2').id } };
      const key = newKey();
      const [first, ...more] = await Promise.all(
        Array.from({ length: 10 }, () => send(student, key, enrol, input)),
      );
      expect(first!.status).toBe(201);
      for (const answer of more) expect(sameOf(answer)).toEqual(sameOf(first!));
      await seatsTaken(world.anonymous, section('IK 2'), 1);
    });

    it('gives the refusal of an enrolment again, also when it would be possible now', async () => {
      const input = { body: { sectionId: section('IK 3').id } };
      const enrollment = await settled(student, await student.call(enrol, input));
      const key = newKey();
      const refused = await send(student, key, enrol, input);
      expectProblem(refused, 409, 'already-enrolled');
      await drop(student, enrollment);
      expect(sameOf(await send(student, key, enrol, input))).toEqual(sameOf(refused));
      expect((await send(student, newKey(), enrol, input)).status).toBe(201);
    });

    it('is refused with another body', async () => {
      const key = newKey();
      const [one, other] = [section('IK 4').id, section('IK 5').id];
      const first = await send(student, key, enrol, { body: { sectionId: one } });
      expect(first.status).toBe(201);
      const second = await send(student, key, enrol, { body: { sectionId: other } });
      expectProblem(second, 422, 'idempotency-key-reused');
      await seatsTaken(world.anonymous, section('IK 5'), 0);
      const again = await send(student, key, enrol, { body: { sectionId: one } });
      expect(sameOf(again)).toEqual(sameOf(first));
    });

    it('belongs to a user and a path', async () => {
      const other = await world.students.one();
      const key = newKey();
      const input = { body: { sectionId: section('IK 5').id } };
      const mine = resultOf(enrol, await send(student, key, enrol, input));
      const theirs = resultOf(enrol, await send(other, key, enrol, input));
      expect(theirs.id).not.toBe(mine.id);
      const amount = { amount: 900 };
      const paid = [
        await send(registrar, key, pay, { params: { studentId: student.user.id }, body: amount }),
        await send(registrar, key, pay, { params: { studentId: other.user.id }, body: amount }),
      ].map((answer) => resultOf(pay, answer).id);
      expect(new Set(paid).size).toBe(2);
    });

    it('does not keep what was wrong with a request', async () => {
      const key = newKey();
      const body = newTerm();
      const wrong = await registrar.send('POST', createTerm.path, {
        headers: { 'idempotency-key': key },
        json: { ...body, name: 7 },
      });
      expectInvalid(wrong, 'name');
      expectProblem(await send(world.anonymous, key, createTerm, { body }), 401, 'unauthenticated');
      expectProblem(await send(student, key, createTerm, { body }), 403, 'forbidden');
      expect((await send(registrar, key, createTerm, { body })).status).toBe(201);
    });

    it.each(['short', 'x'.repeat(201)])('must have 8 to 200 characters: %j', async (key) => {
      expectInvalid(await send(registrar, key, createTerm, { body: newTerm() }), 'headers.idempotency-key');
      expectInvalid(
        await send(student, key, enrol, { body: { sectionId: section('IK 1').id } }),
        'headers.idempotency-key',
      );
    });

    const ignoring = allRoutes.filter(
      ({ method, access, bodyType }) => method === 'POST' && (access === 'public' || bodyType === 'csv'),
    );
    it.each(named(ignoring))('is ignored by %s', async (_, route) => {
      const type = route.bodyType === 'csv' ? 'text/csv' : 'application/json';
      const answer = await world.allowed(route, student).send(route.method, route.path, {
        headers: { 'idempotency-key': 'short', 'content-type': type },
        body: '{}',
      });
      expect({ told: answer.text.includes('idempotency-key') }).toEqual({ told: false });
    });
  });
}
