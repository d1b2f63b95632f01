import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fill } from '../data/fill.ts';
import { monolithHolder } from '../data/holders.ts';
import { Stage } from '../machine/stage.ts';
import { Ceiling } from './ceiling.ts';

describe("the ceiling's function", () => {
  const { signal } = new AbortController();
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.start('monolith', 1, () => undefined, signal);
    await fill(monolithHolder(stage), 20);
    await new Ceiling('ceiling', stage, 20, undefined, signal).prepare();
  }, 240_000);
  afterAll(() => stage.stop({ keepsLogs: false }), 90_000);

  const change = (sql: string) => stage.database('monolith').query(sql);
  async function enrol(student: number, section: number, seatsFirst = false): Promise<string> {
    const { rows } = await stage
      .database('monolith')
      .query<{ outcome: string }>('SELECT bench.enrol($1, $2, $3) AS outcome', [
        student,
        section,
        seatsFirst,
      ]);
    return rows[0]!.outcome;
  }

  it('enrols, takes the seat, charges, and writes the event', async () => {
    expect(await enrol(1, 1)).toBe('confirmed');
    const { rows } = await change(
      `SELECT e.status, e.credits, q.taken, a.balance, d.outcome, c.amount, o.envelope ->> 'type' AS event
       FROM enrollment.enrollment e JOIN enrollment.seats q USING (section_id)
       JOIN billing.account a USING (student_id) JOIN billing.decision d ON d.enrollment_id = e.id
       JOIN billing.charge c ON c.enrollment_id = e.id
       JOIN enrollment.outbox o ON o.envelope -> 'payload' ->> 'enrollmentId' = e.id`,
    );
    expect(rows).toEqual([
      {
        status: 'confirmed',
        credits: 3,
        taken: 1,
        balance: '30000',
        outcome: 'charged',
        amount: '30000',
        event: 'enrollment.confirmed',
      },
    ]);
  });

  it('refuses the same section again, and one at the same time', async () => {
    expect(await enrol(2, 1)).toBe('confirmed');
    expect(await enrol(2, 1)).toBe('already-enrolled');
    expect(await enrol(2, 11)).toBe('time-conflict');
  });

  it("refuses what passes the student's limit of credits", async () => {
    for (const section of [1, 2, 3, 4, 5, 6]) expect(await enrol(3, section)).toBe('confirmed');
    expect(await enrol(3, 7)).toBe('credit-limit');
  });

  it.each([
    ['section-cancelled', `UPDATE enrollment.section SET cancelled = true WHERE id = 'bench-020'`, 20],
    [
      'prerequisite-missing',
      `UPDATE enrollment.section SET prerequisites = '{X}' WHERE id = 'bench-021'`,
      21,
    ],
    ['section-full', `UPDATE enrollment.seats SET capacity = 0 WHERE section_id = 'bench-022'`, 22],
    [
      'invalid-credits',
      `UPDATE enrollment.section SET credits = '{"min":1,"max":4,"choices":[2,4]}' WHERE id = 'bench-023'`,
      23,
    ],
    ['account-limit', `UPDATE billing.account SET "limit" = 29999 WHERE student_id = 'bench-000004'`, 24],
  ])('answers %s where the monolith does', async (outcome, sql, section) => {
    await change(sql);
    expect(await enrol(4, section)).toBe(outcome);
  });

  it('knows neither unknown sections nor unknown students', async () => {
    expect(await enrol(5, 999)).toBe('section-not-found');
    expect(await enrol(999, 1)).toBe('window-closed');
  });

  it('decides the same where it locks the seats first', async () => {
    expect(await enrol(6, 1, true)).toBe('confirmed');
    expect(await enrol(6, 1, true)).toBe('already-enrolled');
    expect(await enrol(6, 11, true)).toBe('time-conflict');
    await change(`UPDATE enrollment.seats SET capacity = 0 WHERE section_id = 'bench-032'`);
    expect(await enrol(6, 32, true)).toBe('section-full');
  });

  it.each([
    ['last, when all is written', false, 'UPDATE enrollment.seats'],
    ['first, when nothing is', true, 'SELECT FROM enrollment.seats'],
  ])('waits for the seats %s', async (_, seatsFirst, statement) => {
    const holder = await stage.database('monolith').connect();
    const applicant = await stage.database('monolith').connect();
    try {
      await holder.query(`BEGIN; SELECT FROM enrollment.seats WHERE section_id = 'bench-033' FOR UPDATE`);
      await applicant.query(`BEGIN; SET LOCAL lock_timeout = '100ms'`);
      const waiting = applicant.query('SELECT bench.enrol(7, 33, $1)', [seatsFirst]);
      await expect(waiting).rejects.toMatchObject({
        code: '55P03',
        where: expect.stringContaining(statement),
      });
    } finally {
      for (const client of [applicant, holder]) {
        await client.query('ROLLBACK');
        client.release();
      }
    }
  });

  it('keeps to the years of a registration window', async () => {
    await change(
      `UPDATE enrollment.term SET registration = '[{"opensAt":"2000-01-01T00:00:00Z","closesAt":"2100-01-01T00:00:00Z","years":[1]}]'`,
    );
    expect(await enrol(5, 30)).toBe('window-closed');
    expect(await enrol(8, 30)).toBe('confirmed');
  });
});
