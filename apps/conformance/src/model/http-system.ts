import { billingRoutes } from '@sugang/billing-contracts';
import { catalogRoutes } from '@sugang/catalog-contracts';
import type { Section } from '@sugang/catalog-contracts';
import { enrollmentRoutes } from '@sugang/enrollment-contracts';
import type { Enrollment } from '@sugang/enrollment-contracts';
import { accountOf } from '../client/account.ts';
import type { Answer } from '../client/answer.ts';
import { cartOf } from '../client/cart.ts';
import { resultOf } from '../client/client.ts';
import type { Client } from '../client/client.ts';
import { eventually } from '../client/eventually.ts';
import { problemOf } from '../client/problem.ts';
import { registrationRoutes } from '../client/registration-routes.ts';
import { OPEN } from '../client/world.ts';
import type { Campus } from './campus.ts';
import type { Deed } from './commands.ts';
import type { System } from './follow.ts';
import { sectionLine } from './registrar-view.ts';
import { cartLine, lineOf } from './state.ts';

/** Credits that no section offers: asking for them changes nothing, and shows which refusal comes before. */
const NO_CREDITS = 99;

/** What a sequence of commands has for itself. */
export interface Grounds {
  readonly registrar: Client;
  /** In the order of the campus. */
  readonly students: readonly Client[];
  readonly term: string;
  readonly sections: readonly Section[];
  /** A section without seats, in which nobody ever is. */
  readonly probe: Section;
}

/** A running variant, over HTTP. */
export class HttpSystem implements System {
  /** The keys of enrolments by their ids. */
  private readonly keys = new Map<string, string>();

  constructor(
    private readonly campus: Campus,
    private readonly grounds: Grounds,
  ) {}

  async perform(deed: Deed): Promise<string> {
    switch (deed.do) {
      case 'at once':
        return (await Promise.all(deed.deeds.map((one) => this.perform(one)))).join(' | ');
      case 'enrol':
      case 'swap':
        return this.entered(deed.key, await this.ask(deed));
      case 'enrol cart':
        return this.enrolCart(deed.key, await this.ask(deed));
      default: {
        const answer = brief(await this.ask(deed));
        await this.inForce(deed);
        return answer;
      }
    }
  }

  /** Sends the request that a deed stands for. */
  private ask(deed: Exclude<Deed, { do: 'at once' }>): Promise<Answer> {
    const { registrar } = this.grounds;
    const student = 'student' in deed ? this.grounds.students[deed.student]! : registrar;
    const id = 'section' in deed ? this.grounds.sections[deed.section]!.id : '';
    switch (deed.do) {
      case 'enrol': {
        const body = { sectionId: id, credits: deed.credits, waitlist: deed.wait };
        return student.request(registrationRoutes.enrol, { body });
      }
      case 'swap': {
        const body = { dropEnrollmentId: this.idOf(deed.old), sectionId: id, credits: deed.credits };
        return student.request(registrationRoutes.swap, { body });
      }
      case 'drop':
        return student.request(enrollmentRoutes.drop, { params: { id: this.idOf(deed.old) } });
      case 'put': {
        const input = { params: { sectionId: id }, body: { credits: deed.credits } };
        return student.request(registrationRoutes.putInCart, input);
      }
      case 'take out':
        return student.request(registrationRoutes.takeFromCart, { params: { sectionId: id } });
      case 'enrol cart':
        return student.request(registrationRoutes.enrolCart);
      case 'capacity': {
        const body = { capacity: deed.seats };
        return registrar.request(registrationRoutes.changeSection, { params: { id }, body });
      }
      case 'cancel':
        return registrar.request(registrationRoutes.cancelSection, { params: { id } });
      case 'limit': {
        const params = { studentId: student.user.id };
        return registrar.request(billingRoutes.setLimit, { params, body: { limit: deed.limit } });
      }
      case 'pay': {
        const params = { studentId: student.user.id };
        return registrar.request(billingRoutes.pay, { params, body: { amount: deed.amount } });
      }
      case 'open': {
        const registration = deed.years.length === 0 ? [] : [{ ...OPEN[0]!, years: deed.years }];
        const params = { id: this.grounds.term };
        return registrar.request(catalogRoutes.changeTerm, { params, body: { registration } });
      }
    }
  }

  /** Waits until what the registrar has changed is in force, where that may take a moment. */
  private async inForce(deed: Deed): Promise<void> {
    const { students, probe, sections } = this.grounds;
    const refusal = async (student: Client, section: Section) => {
      const body = { sectionId: section.id, credits: NO_CREDITS };
      return problemOf(await student.request(registrationRoutes.enrol, { body })).code;
    };
    if (deed.do === 'cancel') {
      const section = sections[deed.section]!;
      await until(() => refusal(students[0]!, section), 'section-cancelled');
      await until(async () => `${await this.headcount(section)} there`, '0 there');
    }
    if (deed.do === 'open')
      for (const [index, student] of students.entries()) {
        const open = deed.years.includes(this.campus.students[index]!.year);
        await until(() => refusal(student, probe), open ? 'invalid-credits' : 'window-closed');
      }
  }

  /** How many are in a section, or wait for it. */
  private async headcount({ id }: Section): Promise<number> {
    const query = { sectionIds: id };
    const { items } = await this.grounds.registrar.call(enrollmentRoutes.seats, { query });
    return items.reduce((sum, { taken, waitlisted }) => sum + taken + waitlisted, 0);
  }

  /** What was answered to somebody who wants a seat. */
  private entered(key: string, answer: Answer): string {
    return answer.status === 201
      ? this.noted(key, resultOf(registrationRoutes.enrol, answer))
      : brief(answer);
  }

  private noted(key: string, one: Enrollment): string {
    this.keys.set(one.id, key);
    if (one.status === 'waitlisted') return `201 place ${one.position}, ${one.credits} credits`;
    const seat = one.status === 'confirmed' || (one.status === 'pending' && !this.campus.decidesAtOnce);
    return `201 ${seat ? 'a seat' : one.status}, ${one.credits} credits`;
  }

  private enrolCart(key: string, answer: Answer): string {
    if (answer.status !== 200) return brief(answer);
    const { results } = resultOf(registrationRoutes.enrolCart, answer);
    const parts = results.map(({ sectionId, enrollment, problem }) => {
      const index = this.grounds.sections.findIndex(({ id }) => id === sectionId);
      const came = enrollment
        ? this.noted(`${key}.${index}`, enrollment)
        : `${problem?.status} ${problem?.code}`;
      return `${this.campus.sections[index]?.name} ${came}`;
    });
    return ['200', ...parts].join('; ');
  }

  async view(): Promise<string[]> {
    const lines = await Promise.all(this.grounds.students.map((_, index) => this.viewOf(index)));
    return lines.flat().sort();
  }

  private async viewOf(index: number): Promise<string[]> {
    const client = this.grounds.students[index]!;
    const { name } = this.campus.students[index]!;
    const query = { term: this.grounds.term, limit: 200 };
    const [{ items }, { balance }, cart] = await Promise.all([
      client.call(enrollmentRoutes.list, { query }),
      accountOf(client),
      cartOf(client),
    ]);
    const inCart = cart.map(({ sectionId, credits }) => ({ name: this.nameOf(sectionId), credits }));
    return [
      ...items.map(({ id, sectionId, ...rest }) =>
        lineOf(this.keys.get(id) ?? `unknown, ${id}`, {
          ...rest,
          student: name,
          section: this.nameOf(sectionId),
          // Why it is gone may be said of others, too; only of a rejection it must be.
          reason: rest.status === 'rejected' ? rest.reason : undefined,
        }),
      ),
      `${name} owes ${balance}`,
      cartLine(name, inCart),
    ];
  }

  async registrarView(): Promise<string[]> {
    const sectionIds = this.grounds.sections.map(({ id }) => id).join();
    const { items } = await this.grounds.registrar.call(enrollmentRoutes.seats, { query: { sectionIds } });
    const seats = new Map(items.map((item) => [item.sectionId, item]));
    return Promise.all(
      this.grounds.sections.map(async ({ id }) => {
        const { enrolled, waiting } = await this.grounds.registrar.call(registrationRoutes.roster, {
          params: { id },
        });
        const { capacity, taken, waitlisted } = seats.get(id)!;
        const names = (rows: readonly { studentId: string }[]) =>
          rows.map(({ studentId }) => this.studentName(studentId));
        return sectionLine({
          name: this.nameOf(id),
          capacity,
          taken,
          waitlisted,
          enrolled: names(enrolled),
          waiting: names(waiting.toSorted((a, b) => a.position - b.position)),
        });
      }),
    );
  }

  private idOf(key: string): string {
    for (const [id, known] of this.keys) if (known === key) return id;
    throw new Error(`No enrolment of the system has the key ${key}.`);
  }

  private nameOf(sectionId: string): string {
    const index = this.grounds.sections.findIndex(({ id }) => id === sectionId);
    return this.campus.sections[index]?.name ?? sectionId;
  }

  private studentName(studentId: string): string {
    const index = this.grounds.students.findIndex(({ user }) => user.id === studentId);
    return this.campus.students[index]?.name ?? studentId;
  }
}

/** An answer in short: its status, and why something is refused. */
function brief(answer: Answer): string {
  return answer.status < 400 ? String(answer.status) : `${answer.status} ${problemOf(answer).code}`;
}

function until(look: () => Promise<string>, wanted: string): Promise<void> {
  return eventually(async () => {
    const seen = await look();
    if (seen !== wanted) throw new Error(`It says ${seen}, and should come to say ${wanted}.`);
  });
}
