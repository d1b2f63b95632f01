import pg from 'pg';
import { sectionNumber } from '../data/names.ts';
import type { Applicants } from './applicants.ts';
import { connectionOptions } from './connection-options.ts';
import type { SqlTarget } from './order.ts';

/** Students who apply by the ceiling's function: one prepared call for each request. */
export function sqlApplicants({ databaseUrl, seatsFirst }: SqlTarget): Applicants {
  return async () => {
    const client = new pg.Client({ connectionString: databaseUrl, options: connectionOptions });
    await client.connect();
    return {
      async apply(student, sectionId) {
        const { rows } = await client.query<{ outcome: string }>({
          name: 'enrol',
          text: 'SELECT bench.enrol($1, $2, $3) AS outcome',
          values: [student, sectionNumber(sectionId), seatsFirst],
        });
        const outcome = rows[0]!.outcome;
        return { status: outcome === 'confirmed' ? 201 : 409, body: outcome };
      },
      close: () => void client.end(),
    };
  };
}
