import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import type { Section, Term } from '@sugang/catalog-contracts';
import { createDatabase, eventually, startPostgres, type TestPostgres } from '@sugang/testing';
import type { EnrolResult } from '../src/enrol/enrol-in-sections.ts';
import {
  closedTerm,
  enrollmentCopy,
  enrollmentSchema,
  openTerm,
  section,
  student,
  type EnrollmentCopy,
  type StrategyName,
} from './enrollment-copy.ts';
import { FakeBilling, FakeOwners } from './fakes.ts';

/** What one copy does. */
export type Step = (copy: EnrollmentCopy) => Promise<unknown>;

export const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

/** The answer in a word: the status, or the code of the refusal or problem. */
export const answerOf = (result: EnrolResult): string => {
  if ('enrollment' in result) return result.enrollment.status;
  return 'refusal' in result ? result.refusal.code : result.problem.code;
};

// One server for all of a test file, a database for each of its parts.
let postgres: Promise<TestPostgres> | undefined;
afterAll(async () => (await postgres)?.stop());

/**
 * Enrollment as two processes over one database, for the tests of one `describe`. After each test every section has as many
 * seats taken as it has enrolments that hold one.
 */
export function enrollmentFixture(strategy: StrategyName) {
  const fixture = new EnrollmentFixture();
  beforeAll(() => fixture.start(strategy), 60_000);
  beforeEach(() => fixture.clear());
  afterEach(() => fixture.expectSeatsToAddUp());
  afterAll(() => fixture.stop());
  return fixture;
}

class EnrollmentFixture {
  billing = new FakeBilling();
  owners = new FakeOwners();
  copies: EnrollmentCopy[] = [];
  #version = 1;

  get copy(): EnrollmentCopy {
    return this.copies[0]!;
  }

  async start(strategy: StrategyName): Promise<void> {
    const url = await createDatabase(await (postgres ??= startPostgres()), [enrollmentSchema]);
    this.copies = numbers(2).map(() => enrollmentCopy(url, strategy, this.billing, this.owners));
    await this.copy.copies.keepTerms([openTerm, closedTerm]);
  }

  async clear(): Promise<void> {
    this.billing.poor.clear();
    this.billing.released.length = 0;
    this.billing.breaksDown = false;
    this.owners.calls.length = 0;
    this.owners.areUp = true;
    await this.copy.published();
  }

  async stop(): Promise<void> {
    for (const copy of this.copies) await copy.pool.end();
  }

  /** Students whom nobody else in these tests uses. */
  async students(count: number): Promise<string[]> {
    const ids = numbers(count).map(() => randomUUID());
    await this.copy.copies.keepStudents(ids.map((id) => student(id)));
    return ids;
  }

  async section(id: string, capacity: number, change: Partial<Section> = {}): Promise<string> {
    await this.capacity(id, change.term ?? 'open', capacity);
    await this.copy.copies.keepSections([section(id, { capacity, ...change })]);
    return id;
  }

  async capacity(sectionId: string, term: string, capacity: number) {
    return this.copy.operations.setCapacities({ sections: [{ sectionId, term, capacity }] });
  }

  async setWindow(termId: string, registration: Term['registration']): Promise<void> {
    const term = { id: termId, name: termId, registration };
    await this.copy.copies.keepTerms([{ term, version: ++this.#version }]);
  }

  async enrol(studentId: string, sectionId: string, copy = this.copy): Promise<string> {
    const [result] = await copy.enrolAll([{ studentId, sectionId }]);
    return answerOf(result!);
  }

  /** The id of a new enrolment. */
  async enrolled(studentId: string, sectionId: string, { ifFull }: { ifFull?: 'skip' } = {}) {
    const [result] = await this.copy.enrolAll([{ studentId, sectionId }]);
    if ('enrollment' in result!) return result.enrollment.id;
    if (ifFull === 'skip') return undefined;
    throw new Error(`Not enrolled: ${answerOf(result!)}.`);
  }

  async seats(sectionId: string) {
    const { rows } = await this.copy.pool.query(
      'SELECT "capacity", "taken" FROM "enrollment"."seats" WHERE "section_id" = $1',
      [sectionId],
    );
    return rows[0];
  }

  async statuses(studentId: string): Promise<string[]> {
    const { rows } = await this.copy.pool.query<{ status: string }>(
      'SELECT "status" FROM "enrollment"."enrollment" WHERE "student_id" = $1 ORDER BY "created_at", "id"',
      [studentId],
    );
    return rows.map((row) => row.status);
  }

  /**
   * Locks a row, lets each step in turn come to wait for it or for one who waits, and then lets go: a deadlock shows if they
   * took other rows in different orders.
   */
  async oneAfterTheOther(table: string, column: string, id: string, steps: Step[]): Promise<void> {
    const { pool } = this.copy;
    let letGo!: () => void;
    const isFree = new Promise<void>((resolve) => (letGo = resolve));
    let holder!: Promise<void>;
    await new Promise<void>((locked) => {
      holder = pool.unitOfWork(async () => {
        await pool.query(`SELECT 1 FROM "enrollment"."${table}" WHERE "${column}" = $1 FOR UPDATE`, [id]);
        locked();
        await isFree;
      });
    });
    const waiting: Promise<unknown>[] = [];
    for (const step of steps) {
      waiting.push(step(this.copies[waiting.length]!));
      await eventually(`${waiting.length} wait`, async () => {
        const { rows } = await pool.query("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
        return rows.length === waiting.length;
      });
    }
    letGo();
    await holder;
    await Promise.all(waiting);
  }

  /** Lets enrollment know that a section is cancelled. */
  async cancel(id: string): Promise<void> {
    await this.copy.copies.keepSections([section(id, { status: 'cancelled' }, ++this.#version)]);
  }

  /** Enrols, or waits where the section is full. */
  async wait(studentId: string, sectionId: string) {
    const [result] = await this.copy.enrolAll([{ studentId, sectionId, waitlist: true }]);
    if ('enrollment' in result!) return result.enrollment;
    throw new Error(`Neither enrolled nor waiting: ${answerOf(result!)}.`);
  }

  /** The answer to a swap in a word. */
  async swap(studentId: string, dropEnrollmentId: string, sectionId: string, credits?: number) {
    const request = { dropEnrollmentId, sectionId, credits };
    return this.copy.swaps.swap(studentId, request).then(
      ({ status }) => status as string,
      (problem: { code: string }) => problem.code,
    );
  }

  /** The statuses in a section, in the order in which the students are named. */
  async statusesIn(sectionId: string, studentIds: string[]): Promise<(string | undefined)[]> {
    const { rows } = await this.copy.pool.query<{ student_id: string; status: string }>(
      `SELECT DISTINCT ON ("student_id") "student_id", "status" FROM "enrollment"."enrollment"
       WHERE "section_id" = $1 ORDER BY "student_id", "created_at" DESC`,
      [sectionId],
    );
    const statuses = new Map(rows.map((row) => [row.student_id, row.status]));
    return studentIds.map((id) => statuses.get(id));
  }

  async expectSeatsToAddUp(): Promise<void> {
    const { rows } = await this.copy.pool.query(
      `SELECT q."section_id", q."taken", q."waitlisted", counted.* FROM "enrollment"."seats" q,
         LATERAL (SELECT count(DISTINCT e."student_id") FILTER (WHERE e."status" <> 'waitlisted')::int AS "holding",
                         count(*) FILTER (WHERE e."status" = 'waitlisted')::int AS "waiting"
                  FROM "enrollment"."enrollment" e WHERE e."section_id" = q."section_id"
                    AND e."status" IN ('pending', 'confirmed', 'waitlisted')) AS counted
       WHERE q."taken" <> counted."holding" OR q."waitlisted" <> counted."waiting"`,
    );
    expect(rows).toEqual([]);
  }
}
