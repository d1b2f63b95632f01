import { randomUUID } from 'node:crypto';
import { describe, expect, it, jest } from '@jest/globals';
import { enrollmentFixture, numbers } from './enrollment-fixture.ts';

jest.setTimeout(60_000);

describe('enrolling in all of a cart', () => {
  const world = enrollmentFixture('transaction');

  it('twice at once takes each section once, and the second finds the cart empty', async () => {
    const [studentId] = (await world.students(1)) as [string];
    for (const sectionId of await Promise.all(numbers(3).map(() => world.section(randomUUID(), 1)))) {
      await world.copy.cart.put(studentId, sectionId, undefined);
    }
    const counts: number[] = [];
    const enrol = async (copy: typeof world.copy) => {
      const { results } = await copy.cartEnrolment.enrol(studentId);
      expect(results.map(({ problem }) => problem)).toEqual(results.map(() => undefined));
      counts.push(results.length);
    };
    await world.oneAfterTheOther('student', 'id', studentId, [enrol, enrol]);
    expect(counts.toSorted()).toEqual([0, 3]);
    expect(await world.copy.cart.read(studentId)).toEqual({ items: [] });
    expect(await world.statuses(studentId)).toEqual(['confirmed', 'confirmed', 'confirmed']);
  });
});
