import { accountOf, entriesOf, limitAccount } from '../client/account.ts';
import { emptyCart } from '../client/cart.ts';
import { confirmed } from '../client/enrolment.ts';
import { newStudents } from '../client/new-students.ts';
import { makeSection } from '../client/registrar.ts';
import type { Target } from '../client/target.ts';
import { World } from '../client/world.ts';
import type { Client } from '../client/client.ts';
import { SECTIONS, STUDENTS } from './campus.ts';
import type { Campus, ModelSection } from './campus.ts';
import type { Grounds } from './http-system.ts';
import type { State } from './state.ts';

/** How many credits an account bears at first. */
const LIMIT_IN_CREDITS = 8;

/** Somewhere to run sequences of commands on a target: the students are the same, all else is new for each sequence. */
export class ProvingGround {
  private constructor(
    private readonly world: World,
    private readonly students: readonly Client[],
    readonly campus: Campus,
  ) {}

  /** Brings students of its own into a target, and finds out what a credit costs there. */
  static async on(target: Target): Promise<ProvingGround> {
    const world = await World.of(target);
    const students = await newStudents(
      world.registrar,
      ...STUDENTS.map((student) => ({ ...student, completedCourses: [...student.completedCourses] })),
    );
    const [payer] = students as [Client];
    const term = await world.newTerm();
    const one = await makeSection(world.registrar, { term, code: 'MO 1' });
    const [entry] = await entriesOf(payer, await confirmed(payer, one, 1));
    const tuitionPerCredit = Number(entry!.split(' ')[1]);
    const { decidesAtOnce } = target;
    return new ProvingGround(world, students, {
      students: STUDENTS,
      sections: SECTIONS,
      tuitionPerCredit,
      decidesAtOnce,
    });
  }

  /** A new term with new sections, empty carts, and accounts that bear some credits. */
  async prepare(capacities: readonly number[]): Promise<{ grounds: Grounds; start: State }> {
    const { registrar } = this.world;
    const term = await this.world.newTerm();
    const make = (section: ModelSection, capacity: number) =>
      makeSection(registrar, {
        term,
        code: `MO ${section.name}`,
        capacity,
        credits: section.credits as never,
        prerequisites: [...section.prerequisites],
        meetings: section.meets ? [{ day: 'MON', ...section.meets }] : [],
      });
    const sections = await Promise.all(SECTIONS.map((section, index) => make(section, capacities[index]!)));
    const probe = await make({ name: 'P', credits: { min: 0, max: 0 }, prerequisites: [] }, 0);
    const accounts = [];
    for (const student of this.students) {
      await emptyCart(student);
      const { balance } = await accountOf(student);
      const limit = Math.max(0, balance + LIMIT_IN_CREDITS * this.campus.tuitionPerCredit);
      await limitAccount(registrar, student, limit);
      accounts.push({ balance, limit });
    }
    return {
      grounds: { registrar, students: this.students, term, sections, probe },
      start: {
        capacities,
        cancelled: SECTIONS.map(() => false),
        openYears: [...new Set(STUDENTS.map(({ year }) => year))],
        enrolments: [],
        accounts,
        carts: STUDENTS.map(() => []),
      },
    };
  }
}
