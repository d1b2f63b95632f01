import { catalogRoutes } from '@sugang/catalog-contracts';
import type { ImportReport, Section } from '@sugang/catalog-contracts';
import type { Route } from '@sugang/contract';
import { randomBytes } from 'node:crypto';
import type { Answer } from './answer.ts';
import { Client, resultOf } from './client.ts';
import { PASSWORD, Students } from './students.ts';
import type { Target } from './target.ts';
import { timetableCsv } from './timetable-csv.ts';
import type { SectionPlan } from './timetable-csv.ts';

/** A registration window that is open for everybody, now and for a long time. */
export const OPEN = [{ opensAt: '2000-01-01T00:00:00.000Z', closesAt: '2100-01-01T00:00:00.000Z' }];

const worlds = new Map<Target, Promise<World>>();

/**
 * What a suite needs to act on a target: a registrar, students nobody else uses, and terms and sections of its own, so
 * that suites neither disturb each other nor the runs before and after.
 */
export class World {
  readonly anonymous: Client;
  readonly students: Students;
  private terms = 0;
  private readonly run = randomBytes(4).toString('hex');

  private constructor(
    readonly target: Target,
    readonly registrar: Client,
  ) {
    this.anonymous = new Client(target);
    this.students = new Students(target);
  }

  /** The world of a target; all suites on it share one. */
  static of(target: Target): Promise<World> {
    const world = worlds.get(target) ?? World.enter(target);
    worlds.set(target, world);
    return world;
  }

  private static async enter(target: Target): Promise<World> {
    return new World(target, await Client.login(target, 'registrar', PASSWORD));
  }

  /** Who may call a route; `student` is the one where a student may. */
  allowed(route: Route, student: Client): Client {
    const callers = { public: this.anonymous, authenticated: student, student, registrar: this.registrar };
    return callers[route.access];
  }

  /** An id for a term that nobody has used. */
  newTermId(): string {
    return `2026-cf${this.run}${++this.terms}`;
  }

  /** Makes a term, open to everybody unless said otherwise. */
  async newTerm(registration = OPEN): Promise<string> {
    const id = this.newTermId();
    await this.registrar.call(catalogRoutes.createTerm, { body: { id, name: `Term ${id}`, registration } });
    return id;
  }

  /** Sends a timetable file as the registrar, or as somebody else. */
  sendTimetable(csv: string, capacity?: number, sender = this.registrar): Promise<Answer> {
    const query = capacity === undefined ? '' : `?capacity=${capacity}`;
    return sender.send('POST', `${catalogRoutes.importCatalog.path}${query}`, {
      headers: { 'content-type': 'text/csv' },
      body: csv,
    });
  }

  /** Imports a timetable file and answers the report. */
  async importTimetable(csv: string, capacity?: number): Promise<ImportReport> {
    return resultOf(catalogRoutes.importCatalog, await this.sendTimetable(csv, capacity));
  }

  /** Makes sections in a term and answers them by code. */
  async newSections(
    term: string,
    plans: readonly SectionPlan[],
    { capacity = 30, firstCrn = 10_001 } = {},
  ): Promise<(code: string) => Section> {
    const report = await this.importTimetable(timetableCsv(term, plans, firstCrn), capacity);
    if (report.rejected.length > 0) throw new Error(`Rejected: ${JSON.stringify(report.rejected)}`);
    const sections = new Map<string, Section>();
    for (const subject of new Set(plans.map(({ code }) => code.split(' ')[0]!)))
      for (const section of await this.sectionsOf(term, subject)) sections.set(section.code, section);
    return (code) => sections.get(code) ?? missing(code, term);
  }

  /** All sections of a term, page after page. */
  async sectionsOf(term: string, subject?: string): Promise<Section[]> {
    const sections: Section[] = [];
    let cursor: string | undefined;
    do {
      const query = { term, subject, limit: 200, cursor };
      const page = await this.anonymous.call(catalogRoutes.listSections, { query });
      sections.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    return sections;
  }
}

function missing(code: string, term: string): never {
  throw new Error(`There is no section of ${code} in the term ${term}.`);
}
