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
/** One that may take the place of another one of the same student, whatever became of that one. */
const request = fc
  .record({ enrollment, replaced: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }) })
  .map(({ enrollment, replaced }) => ({
    ...enrollment,
    ...(replaced !== undefined && { replaces: another(enrollment.enrollmentId, replaced) }),
  }));
const another = (id: string, steps: number) =>
  `enrollment-${(Number(id.slice('enrollment-'.length)) + 3 * steps) % 12}`;
const command = fc.record({
  kind: fc.constantFrom('charge' as const, 'release' as const),
  batch: fc.array(request, { minLength: 1, maxLength: 6 }),
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
      fc.property(history, fc.array(request, { minLength: 1 }), (commands, batch) => {
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
      fc.property(history, fc.array(request, { minLength: 1 }), (commands, batch) => {
        const together = play(commands).charge(batch);
        const alone = play(commands);
        expect(together).toEqual(batch.flatMap((request) => alone.charge([request])));
      }),
    );
  });
});

describe('a swap, whatever came before', () => {
  const swap = request.filter(({ replaces }) => replaces !== undefined);
  const undecided = (books: Books, { enrollmentId }: { enrollmentId: string }) =>
    !books.decisions.has(enrollmentId);

  it('is decided as if the old one were gone, and then it is', () => {
    fc.assert(
      fc.property(history, swap, (commands, { replaces, ...plain }) => {
        const books = play(commands);
        fc.pre(undecided(books, plain));
        const old = { ...plain, enrollmentId: replaces! };
        const gone = play([...commands, { kind: 'release', batch: [old] }]);
        const [expected] = gone.charge([plain]);
        expect(books.charge([{ ...plain, replaces }])).toEqual([expected]);
        if (expected!.outcome === 'refused') return;
        expect(books.balances).toEqual(gone.balances);
        expect(books.decisions.get(old.enrollmentId)).toEqual(gone.decisions.get(old.enrollmentId));
      }),
    );
  });

  it('that is refused leaves the old one as it was', () => {
    fc.assert(
      fc.property(history, swap, fc.integer({ min: 0, max: LIMIT }), (commands, one, limit) => {
        const books = play(commands);
        fc.pre(undecided(books, one));
        const before = [books.owedFor(one.replaces!), books.decisions.get(one.replaces!)];
        books.limit = limit;
        const [decision] = books.charge([one]);
        fc.pre(decision!.outcome === 'refused');
        expect([books.owedFor(one.replaces!), books.decisions.get(one.replaces!)]).toEqual(before);
      }),
    );
  });

  it('that does not raise what is owed is never refused, however low the limit is now', () => {
    fc.assert(
      fc.property(history, swap, fc.integer({ min: 0, max: LIMIT }), (commands, one, limit) => {
        const books = play(commands);
        fc.pre(undecided(books, one));
        const difference = one.credits * PER_CREDIT - books.owedFor(one.replaces!);
        const balance = books.balanceOf(one.studentId);
        books.limit = limit;
        const [decision] = books.charge([one]);
        const fits = difference <= 0 || balance + difference <= limit;
        expect(decision!.outcome).toBe(fits ? 'charged' : 'refused');
        expect(books.balanceOf(one.studentId)).toBe(fits ? balance + difference : balance);
      }),
    );
  });

  it('that was charged leaves nothing owed for the old one, now and later', () => {
    fc.assert(
      fc.property(history, swap, history, (before, one, after) => {
        const books = play(before);
        fc.pre(undecided(books, one));
        fc.pre(books.charge([one])[0]!.outcome === 'charged');
        for (const { kind, batch } of after) books[kind](batch);
        expect(books.owedFor(one.replaces!)).toBe(0);
      }),
    );
  });
});
