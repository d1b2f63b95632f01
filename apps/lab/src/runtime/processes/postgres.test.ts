import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataFolder } from './data-folder.ts';
import { ManagedProcess } from './managed-process.ts';
import { freePorts } from './ports.ts';
import { makeCluster, postgresRecipe, sweepPostgres } from './postgres.ts';
import { type PostgresPlace, postgresPlace } from './postgres-place.ts';
import { identify, lives } from './process-identity.ts';

const parent = mkdtempSync(join(tmpdir(), 'sugang-postgres-'));
let folder: DataFolder;
let place: PostgresPlace;
let port: number;

beforeAll(async () => {
  chmodSync(parent, 0o755);
  folder = new DataFolder(join(parent, 'data')).make();
  place = await postgresPlace(folder.path);
  [port] = (await freePorts(1)) as [number];
  await makeCluster(place, 'secret');
}, 60_000);

afterAll(() => rmSync(parent, { recursive: true }));

const postgres = () =>
  new ManagedProcess(postgresRecipe(place, port, folder.logOf('postgres')), {
    say: () => undefined,
    changed: () => undefined,
  });

it('makes a whole cluster, and keeps it the next time', async () => {
  const made = readFileSync(join(place.data, 'global/pg_control'));
  await makeCluster(place, 'another');
  expect(readFileSync(join(place.data, 'global/pg_control'))).toEqual(made);
  expect(existsSync(`${place.data}.new`)).toBe(false);
});

it('starts and stops, and leaves nothing', async () => {
  const running = postgres();
  await running.start();
  const { identity } = running;
  expect(running.state).toBe('ready');
  await running.stop();
  expect(lives(identity!)).toBe(false);
  expect(existsSync(join(place.data, 'postmaster.pid'))).toBe(false);
}, 60_000);

it('is not taken for ready because of what a killed one left', async () => {
  const running = postgres();
  await running.start();
  const left = readFileSync(join(place.data, 'postmaster.pid'));
  await running.stop();
  writeFileSync(join(place.data, 'postmaster.pid'), left);
  expect(await postgresRecipe(place, port, folder.logOf('postgres')).isReady(process.pid)).toBe(false);
  rmSync(join(place.data, 'postmaster.pid'));
}, 60_000);

it('is found by its own pid file when nothing else tells of it', async () => {
  const running = postgres();
  await running.start();
  const { identity } = running;
  await sweepPostgres(place);
  expect(lives(identity!)).toBe(false);
  await running.stop();
  expect(await sweepPostgres(place)).toBe(false);
}, 60_000);

it('is waited for until it has ended, not only until its pid file is gone', async () => {
  const pidFile = join(place.data, 'postmaster.pid');
  const slow = `process.on('SIGINT', () => {
    require('node:fs').rmSync('postmaster.pid');
    setTimeout(() => process.exit(), 300);
  });
  setInterval(() => {}, 1000);
  console.log('ready');`;
  const other = spawn(process.execPath, ['-e', slow], {
    cwd: place.data,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(other.stdout, 'data');
  const identity = identify(other.pid!)!;
  writeFileSync(pidFile, `${other.pid}\n${place.data}\n`);
  expect(await sweepPostgres(place)).toBe(true);
  expect(lives(identity)).toBe(false);
  expect(existsSync(pidFile)).toBe(false);
});

it('is not mistaken for another process that got its pid later', async () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'postgres'], {
    stdio: 'ignore',
  });
  const identity = identify(other.pid!)!;
  const pidFile = join(place.data, 'postmaster.pid');
  writeFileSync(pidFile, `${other.pid}\n${place.data}\n`);
  expect(await sweepPostgres(place)).toBe(false);
  expect(lives(identity)).toBe(true);
  other.kill();
  rmSync(pidFile);
});

it('does not keep its files where its user cannot go', async () => {
  if (process.getuid?.() !== 0) return expect(place.data).toBe(join(folder.path, 'postgres'));
  chmodSync(parent, 0o700);
  expect((await postgresPlace(folder.path)).data).toMatch(/^\/var\/lib\/sugang\//);
});
