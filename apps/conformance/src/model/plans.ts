import fc from 'fast-check';
import { SECTIONS, STUDENTS } from './campus.ts';
import type { Command } from './commands.ts';
import type { Step } from './follow.ts';

/** A sequence of commands, and the seats that there are at first. */
export interface Plan {
  readonly capacities: readonly number[];
  readonly steps: readonly Step[];
}

const MOST_STEPS = 40;
const student = fc.nat(STUDENTS.length - 1);
const section = fc.nat(SECTIONS.length - 1);
/** Mostly left to the section. */
const credits = fc.oneof({ arbitrary: fc.constant(undefined), weight: 3 }, fc.nat(4));
const nth = fc.nat(3);

const of = <Name extends Command['do'], Rest extends object>(
  name: Name,
  rest: { [Key in keyof Rest]: fc.Arbitrary<Rest[Key]> },
) => fc.record({ do: fc.constant(name), ...rest } as never) as fc.Arbitrary<{ do: Name } & Rest>;

const enrol = of('enrol', { student, section, credits, wait: fc.constantFrom(true, true, false) });
const drop = of('drop', { student, nth });
const swap = of('swap', { student, nth, section, credits });
const enrolCart = of('enrol cart', { student });
/** Mostly everybody: while registration is closed, little can happen. */
const years = fc.oneof({ arbitrary: fc.constant([1, 2]), weight: 4 }, fc.constantFrom([], [1], [2]));
const together = fc.oneof(enrol, { arbitrary: drop, weight: 2 }, swap, enrolCart) as fc.Arbitrary<Command>;

const command = fc.oneof(
  { arbitrary: enrol, weight: 14 },
  { arbitrary: drop, weight: 5 },
  { arbitrary: swap, weight: 8 },
  { arbitrary: of('put', { student, section, credits }), weight: 3 },
  { arbitrary: of('take out', { student, section }), weight: 1 },
  { arbitrary: enrolCart, weight: 2 },
  { arbitrary: of('capacity', { section, seats: fc.nat(3) }), weight: 4 },
  { arbitrary: of('cancel', { section }), weight: 1 },
  { arbitrary: of('limit', { student, credits: fc.constantFrom(0, 1, 2, 8, 8) }), weight: 3 },
  { arbitrary: of('pay', { student, credits: fc.integer({ min: 1, max: 3 }) }), weight: 1 },
  { arbitrary: of('open', { years }), weight: 1 },
  {
    arbitrary: of('at once', { commands: fc.array(together, { minLength: 2, maxLength: 3 }) }),
    weight: 3,
  },
) as fc.Arbitrary<Command>;

const simply = (who: number, where: number): Command => ({
  do: 'enrol',
  student: who,
  section: where,
  wait: true,
});

/** What chance alone seldom leads to: a full section, one who waits and comes to have something in the way, and a free seat. */
const inTheWay: fc.Arbitrary<Command[]> = fc
  .tuple(student, student, section, section)
  .map(([holder, waiting, wanted, obstacle]) => [
    { do: 'capacity', section: wanted, seats: 1 },
    simply(holder, wanted),
    simply(waiting, wanted),
    simply(waiting, obstacle),
    { do: 'drop', student: holder, nth: 0 },
  ]);

/** And a student who has as much as there is. */
const greed: fc.Arbitrary<Command[]> = student.map((who) => SECTIONS.map((_, where) => simply(who, where)));

/** And one who puts everything into the cart, and enrols. */
const shopping: fc.Arbitrary<Command[]> = student.map((who) => [
  ...SECTIONS.map((_, where): Command => ({ do: 'put', student: who, section: where })),
  { do: 'enrol cart', student: who },
]);

const step = (of: fc.Arbitrary<Command>): fc.Arbitrary<Step> =>
  fc.record({ command: of, hasty: fc.boolean() });
const inARow = (of: fc.Arbitrary<Command[]>): fc.Arbitrary<Step[]> =>
  of.map((commands) => commands.map((one) => ({ command: one, hasty: false })));

const steps = fc
  .array(
    fc.oneof(
      { withCrossShrink: true },
      { arbitrary: step(command).map((one) => [one]), weight: 14 },
      { arbitrary: inARow(inTheWay), weight: 1 },
      { arbitrary: inARow(greed), weight: 1 },
      { arbitrary: inARow(shopping), weight: 1 },
    ),
    { minLength: 1, maxLength: MOST_STEPS, size: 'max' },
  )
  .map((parts) => parts.flat().slice(0, MOST_STEPS));

/** Any plan; the shorter and the simpler one comes first when a counterexample is shrunk. */
export const plans: fc.Arbitrary<Plan> = fc.record({
  capacities: fc.array(fc.nat(2), { minLength: SECTIONS.length, maxLength: SECTIONS.length }),
  steps,
});
