import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FairQueue } from './fair-queue.ts';

const item = (studentId: string, sectionId: string, n = 0) => ({ studentId, sectionId, n });

describe('the queue for admission', () => {
  it('gives each section its turn, and in a section the oldest first', () => {
    const queue = new FairQueue<ReturnType<typeof item>>();
    for (const student of ['a', 'b', 'c']) queue.push(item(student, 'hot'));
    queue.push(item('d', 'quiet'));
    expect(queue.take(2).map((one) => one.studentId)).toEqual(['a', 'd']);
    expect(queue.take(9).map((one) => one.studentId)).toEqual(['b', 'c']);
  });

  it('has one of a student in hand at a time, and the next when that one is done', () => {
    const queue = new FairQueue<ReturnType<typeof item>>();
    queue.push(item('a', 'x', 1));
    queue.push(item('a', 'y', 2));
    queue.push(item('a', 'x', 3));
    const first = queue.take(9);
    expect(first).toEqual([item('a', 'x', 1)]);
    expect(queue.take(9)).toEqual([]);
    queue.done(first);
    const second = queue.take(9);
    expect(second).toEqual([item('a', 'y', 2)]);
    expect(queue.size).toBe(1);
    queue.done(second);
    expect(queue.take(9)).toEqual([item('a', 'x', 3)]);
  });

  it('gives each item once, a student’s in their order, whatever comes when', () => {
    const arrivals = fc.array(fc.tuple(fc.nat(4), fc.nat(3), fc.boolean()), { maxLength: 60 });
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 1, max: 5 }), (steps, batch) => {
        const queue = new FairQueue<ReturnType<typeof item>>();
        const seen: number[][] = [[], [], [], [], []];
        const takeOne = () => {
          const taken = queue.take(batch);
          expect(new Set(taken.map((one) => one.studentId)).size).toBe(taken.length);
          for (const one of taken) seen[Number(one.studentId)]!.push(one.n);
          queue.done(taken);
          return taken.length;
        };
        steps.forEach(([student, section, takes], n) => {
          queue.push(item(String(student), String(section), n));
          if (takes) takeOne();
        });
        while (queue.size > 0) expect(takeOne()).toBeGreaterThan(0);
        const pushed = [0, 1, 2, 3, 4].map((student) =>
          steps.flatMap(([who], n) => (who === student ? [n] : [])),
        );
        expect(seen).toEqual(pushed);
      }),
    );
  });
});
