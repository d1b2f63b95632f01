import { describe, expect, it, jest } from '@jest/globals';
import { SECTIONS, STUDENTS } from './campus.ts';
import type { Campus } from './campus.ts';
import type { Deed } from './commands.ts';
import { explore } from './explore.ts';
import { follow } from './follow.ts';
import type { Plan } from './plans.ts';
import { SimulatedSystem } from './simulated-system.ts';
import type { Fault } from './simulated-system.ts';
import { withCharge } from './state.ts';
import type { State } from './state.ts';

jest.setTimeout(120_000);

const RUNS = 150;
const SEED = 42;
/** A simulated system is where it is going at once: nothing is waited for. */
const NO_TIME = -1;

const campus: Campus = { students: STUDENTS, sections: SECTIONS, tuitionPerCredit: 10, decidesAtOnce: true };
const byTheSaga: Campus = { ...campus, decidesAtOnce: false };

const startOf = ({ capacities }: Plan): State => ({
  capacities,
  cancelled: SECTIONS.map(() => false),
  openYears: [1, 2],
  enrolments: [],
  accounts: STUDENTS.map(() => ({ balance: 0, limit: 100 })),
  carts: STUDENTS.map(() => []),
});

const lookAt = (where: Campus, fault?: Fault) =>
  explore(
    (plan) => {
      const start = startOf(plan);
      return follow(where, start, new SimulatedSystem(where, start, fault), plan.steps, NO_TIME);
    },
    { runs: RUNS, seed: SEED },
  );

const otherStudents = (change: Partial<Campus['students'][number]>) => (it: Campus) => ({
  ...it,
  students: it.students.map((student) => ({ ...student, ...change })),
});
const otherSections = (change: Partial<Campus['sections'][number]>) => (it: Campus) => ({
  ...it,
  sections: it.sections.map((section) => ({ ...section, ...change })),
});

const FAULTS: Record<string, Fault> = {
  'forgets clashes': { campus: otherSections({ meets: undefined }) },
  'forgets the credit limit': { campus: otherStudents({ creditLimit: 99 }) },
  'forgets prerequisites': { campus: otherSections({ prerequisites: [] }) },
  'charges one too much': {
    after: (before, deed, state) =>
      deed.do === 'enrol' && state !== before ? withCharge(state, deed.student, 1) : state,
  },
  'does not promote after a drop': { forgetsToSettle: ({ do: what }) => what === 'drop' },
  'does not promote when there are more seats': { forgetsToSettle: ({ do: what }) => what === 'capacity' },
  'refunds a waiting place': {
    after: (before, deed, state) => {
      const left = deed.do === 'drop' && before.enrolments.find(({ key }) => key === deed.old);
      return left && left.status === 'waitlisted' ? withCharge(state, left.student, -10) : state;
    },
  },
  'keeps the old one in a swap': {
    after: (before, deed, state) =>
      deed.do !== 'swap'
        ? state
        : {
            ...state,
            enrolments: state.enrolments.map((one) =>
              one.key === deed.old ? before.enrolments.find(({ key }) => key === one.key)! : one,
            ),
          },
  },
  'puts who waits last in front': {
    after: (_, deed, state) =>
      deed.do === 'enrol' && state.enrolments.at(-1)?.status === 'waitlisted'
        ? { ...state, enrolments: [state.enrolments.at(-1)!, ...state.enrolments.slice(0, -1)] }
        : state,
  },
  'empties the cart whatever came of it': {
    after: (_, deed, state) =>
      deed.do === 'enrol cart' ? { ...state, carts: state.carts.with(deed.student, []) } : state,
  },
};

const REFUSALS = [
  'section-cancelled',
  'window-closed',
  'already-enrolled',
  'invalid-credits',
  'prerequisite-missing',
  'time-conflict',
  'credit-limit',
  'section-full',
];

/** A system that notes what its commands led to. */
class Witness extends SimulatedSystem {
  constructor(
    where: Campus,
    start: State,
    private readonly seen: Set<string>,
  ) {
    super(where, start);
  }

  override async perform(deed: Deed): Promise<string> {
    const before = await this.view();
    const answer = await super.perform(deed);
    const after = await this.view();
    const note = (what: string) => this.seen.add(what);
    for (const part of ['a seat', 'place', ...REFUSALS, 'capacity-below-enrolled'])
      if (answer.includes(part)) note(`${deed.do}: ${part}`);
    if (deed.do === 'at once') for (const one of deed.deeds) note(`at once: ${one.do}`);
    const waited = before.filter((line) => line.includes('waitlisted')).map((line) => line.split(':')[0]!);
    if (waited.some((one) => after.includes(`${one}: confirmed`))) note(`${deed.do} promotes`);
    const rejected = (view: string[]) => view.filter((line) => line.includes('rejected')).length;
    if (rejected(after) > rejected(before)) note(`${deed.do}: rejected`);
    for (const line of await this.registrarView()) {
      const [, taken, seats, waiting] = /(\d) of (\d) taken, (\d) waiting/.exec(line)!;
      if (taken! < seats! && waiting !== '0') note('passed over');
    }
    return answer;
  }
}

/** The model is compared with itself here: so we know what the comparison sees before it looks at a real system. */
describe('the model', () => {
  it.each([
    ['in one transaction', campus],
    ['by the saga', byTheSaga],
  ])('agrees with a system that works by its rules, %s', async (_, where) => {
    expect(await lookAt(where)).toEqual({ runs: RUNS, seed: SEED });
  });

  it.each(Object.entries(FAULTS))('finds a system that %s, and shows it in a few steps', async (_, fault) => {
    const { report } = await lookAt(campus, fault);
    expect(report).toBeDefined();
    expect(report!.split('\n').filter((line) => /^\d+\. /.test(line)).length).toBeLessThan(6);
  });

  it('is led everywhere by its plans', async () => {
    const seen = new Set<string>();
    await explore(
      (plan) => {
        const start = startOf(plan);
        return follow(byTheSaga, start, new Witness(byTheSaga, start, seen), plan.steps, NO_TIME);
      },
      { runs: 3 * RUNS, seed: SEED },
    );
    const entering = ['enrol', 'swap', 'enrol cart'];
    const everywhere = [
      ...entering.flatMap((what) => [`${what}: a seat`, ...REFUSALS.map((code) => `${what}: ${code}`)]),
      ...['drop', 'swap', 'enrol', 'enrol cart'].map((what) => `at once: ${what}`),
      'enrol: place',
      'drop: window-closed',
      'put: invalid-credits',
      'capacity: capacity-below-enrolled',
      ...['drop', 'swap', 'capacity', 'at once'].map((what) => `${what} promotes`),
      ...['enrol', 'swap', 'enrol cart', 'drop', 'capacity'].map((what) => `${what}: rejected`),
      'passed over',
    ];
    // The cart takes no such credits in the first place.
    const reachable = everywhere.filter((what) => what !== 'enrol cart: invalid-credits');
    expect(reachable.filter((what) => !seen.has(what))).toEqual([]);
  });

  it('reports what was done, what came of it, and what should have', async () => {
    const { report } = await lookAt(campus, FAULTS['forgets prerequisites']);
    expect(report).toMatch(/^1\. (.*\n)+By the rules the answer is 409 prerequisite-missing\.$/);
  });
});
