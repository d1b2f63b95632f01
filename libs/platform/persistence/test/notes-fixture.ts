import { afterAll, beforeAll, beforeEach, jest } from '@jest/globals';
import { startPostgres } from '@sugang/testing';
import { UnitOfWorkPool } from '../src/unit-of-work-pool.ts';

// A machine that does much else at once is slow; no test depends on it.
jest.setTimeout(30_000);

/** A pool on a database with a table of notes, which is empty before each test; for the tests of one file. */
export function notesFixture() {
  const fixture = new Notes();
  beforeAll(() => fixture.open(), 120_000);
  beforeEach(() => fixture.pool.query('TRUNCATE note'));
  afterAll(() => fixture.close());
  return fixture;
}

class Notes {
  pool!: UnitOfWorkPool;
  /** The database's, for other pools. */
  url!: string;
  #stopServer = async () => {};

  async open(): Promise<void> {
    const server = await startPostgres();
    this.#stopServer = () => server.stop();
    this.url = server.adminUrl;
    this.pool = new UnitOfWorkPool({ connectionString: this.url, max: 4 });
    await this.pool.query('CREATE TABLE note (text text PRIMARY KEY)');
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.#stopServer();
  }

  write(text: string) {
    return this.pool.query('INSERT INTO note VALUES ($1)', [text]);
  }

  /** Those that others see. */
  async notes(): Promise<string[]> {
    const { rows } = await this.pool.outside(() =>
      this.pool.query<{ text: string }>('SELECT text FROM note ORDER BY text'),
    );
    return rows.map((row) => row.text);
  }
}
