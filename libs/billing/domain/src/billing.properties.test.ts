import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Books } from '../test/books.ts';

const LIMIT = 100;
const PER_CREDIT = 10;

/** Few enrolments and students, so that duplicates, releases of charged ones and full accounts are common. */
const enrollment = fc.integer({ min: 0, max: 11 }).map((n) => ({
  enrollmentId: `enrollment-${n}`,
  // An enrolment always belongs to the same student and has the same credits.
  studentId: `student-${n % 3}`,
  credits: n % 5,
}));
const command = fc.record({
  kind: fc.constantFrom('charge' as const, 'release' as const),
  batch: fc.array(enrollment, { minLength: 1, maxLength: 6 }),
});
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;
const history = fc.array(command, { maxLength: 30 });

function play(commands: Command[], check: (books: Books) => void = () => {}): Books {
  const books = new Books(LIMIT, PER_CREDIT);
  for (const { kind, batch } of commands) {
    if (kind === 'charge') books.charge(batch);
    else books.release(batch);
    check(books);
  }
  return books;
}

describe('whatever comes, in whatever order', () => {
  it('a balance is the sum of tuition less refunds', () => {
    fc.assert(
      fc.property(history, (commands) => {
        const books = play(commands);
        for (const [studentId, balance] of books.balances) {
          const own = books.charges.filter((charge) => charge.studentId === studentId);
          const total = (kind: string) =>
            own.filter((charge) => charge.kind === kind).reduce((sum, { amount }) => sum + amount, 0);
          expect(balance).toBe(total('tuition') - total('refund'));
        }
      }),
    );
  });

  it('no charge takes a balance above the limit or below zero', () => {
    fc.assert(
      fc.property(history, (commands) => {
        play(commands, (books) => {
          for (const balance of books.balances.values()) {
            expect(balance).toBeGreaterThanOrEqual(0);
            expect(balance).toBeLessThanOrEqual(LIMIT);
          }
        });
      }),
    );
  });

  it('an enrolment has at most one tuition and one refund of the same amount', () => {
    fc.assert(
      fc.property(history, (commands) => {
        const { charges } = play(commands);
        const keys = charges.map(({ enrollmentId, kind }) => `${enrollmentId} ${kind}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const refund of charges.filter(({ kind }) => kind === 'refund')) {
          expect(charges).toContainEqual({ ...refund, kind: 'tuition' });
        }
      }),
    );
  });

  it('asking again gives the same answers and changes nothing', () => {
    fc.assert(
      fc.property(history, fc.array(enrollment, { minLength: 1 }), (commands, batch) => {
        const books = play(commands);
        const first = books.charge(batch);
        const [entries, balances] = [books.charges.length, new Map(books.balances)];
        expect(books.charge([...batch].reverse())).toEqual([...first].reverse());
        expect(books.charges).toHaveLength(entries);
        expect(books.balances).toEqual(balances);
      }),
    );
  });

  it('an enrolment that was given back is owed nothing, now and later', () => {
    fc.assert(
      fc.property(history, enrollment, history, (before, released, after) => {
        const books = play([...before, { kind: 'release', batch: [released] }, ...after]);
        const owed = books.charges
          .filter(({ enrollmentId }) => enrollmentId === released.enrollmentId)
          .reduce((sum, { kind, amount }) => sum + (kind === 'tuition' ? amount : -amount), 0);
        expect(owed).toBe(0);
      }),
    );
  });

  it('a batch decides as its requests one by one would', () => {
    fc.assert(
      fc.property(history, fc.array(enrollment, { minLength: 1 }), (commands, batch) => {
        const together = play(commands).charge(batch);
        const alone = play(commands);
        expect(together).toEqual(batch.flatMap((request) => alone.charge([request])));
      }),
    );
  });
});
