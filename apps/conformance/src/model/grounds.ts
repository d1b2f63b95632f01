import { accountOf, entriesOf, limitAccount } from '../client/account.ts';
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

/**
 * Somewhere to run sequences of commands on a target. Everything is new for each sequence, the students too: what a sequence
 * left undone when it failed must not change what the next one sees.
 */
export class ProvingGround {
  private constructor(
    private readonly world: World,
    readonly campus: Campus,
  ) {}

  /** Finds out what a credit costs on a target. */
  static async on(target: Target): Promise<ProvingGround> {
    const world = await World.of(target);
    const [payer] = (await newStudents(world.registrar, {})) as [Client];
    const term = await world.newTerm();
    const one = await makeSection(world.registrar, { term, code: 'MO 1' });
    const [entry] = await entriesOf(payer, await confirmed(payer, one, 1));
    const tuitionPerCredit = Number(entry!.split(' ')[1]);
    const { decidesAtOnce } = target;
    return new ProvingGround(world, {
      students: STUDENTS,
      sections: SECTIONS,
      tuitionPerCredit,
      decidesAtOnce,
    });
  }

  /** New students with accounts that bear some credits, and a new term with new sections. */
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
    const students = await newStudents(
      registrar,
      ...STUDENTS.map((student) => ({ ...student, completedCourses: [...student.completedCourses] })),
    );
    const accounts = [];
    for (const student of students) {
      const { balance } = await accountOf(student);
      const limit = Math.max(0, balance + LIMIT_IN_CREDITS * this.campus.tuitionPerCredit);
      await limitAccount(registrar, student, limit);
      accounts.push({ balance, limit });
    }
    return {
      grounds: { registrar, students, term, sections, probe },
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
