import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identify, lives, parentOf, type ProcessIdentity } from './process-identity.ts';
import { forgetRun, readRun, recordRun, type RunRecord, takeOver } from './run-file.ts';

let folder: string;
let file: string;
let child: ChildProcess;
let identity: ProcessIdentity;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sugang-run-'));
  file = join(folder, 'run.json');
  child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
  identity = identify(child.pid!)!;
});

afterEach(() => {
  child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** What a run leaves that was killed before it could clean up. */
function leftBehind(
  entry: ProcessIdentity,
  owner: ProcessIdentity = { pid: process.pid, startedAt: 'earlier' },
): void {
  const processes = [{ ...entry, name: 'service', stopSignal: 'SIGTERM' as const, cwd: folder }];
  writeFileSync(file, JSON.stringify({ owner, addresses: {}, processes } satisfies RunRecord));
}

describe('taking over a data folder', () => {
  it('ends what a killed run left', async () => {
    leftBehind(identity);
    expect(await takeOver(file)).toEqual(['service']);
    expect(lives(identity)).toBe(false);
    expect(readRun(file)!.owner.pid).toBe(process.pid);
  });

  it('ends what is left of a process that is gone, and nobody who works elsewhere', async () => {
    if (process.platform !== 'linux') return;
    const worker = (cwd: string) =>
      `require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { cwd: '${cwd}', stdio: 'ignore' }).pid`;
    const leader = spawn(
      process.execPath,
      [
        '-e',
        `console.log(JSON.stringify([${worker(folder)}, ${worker(tmpdir())}])); setInterval(() => {}, 1000)`,
      ],
      { detached: true, stdio: ['ignore', 'pipe', 'ignore'] },
    );
    const [pids] = (await once(leader.stdout!, 'data')) as [Buffer];
    const [own, other] = (JSON.parse(pids.toString()) as [number, number]).map((pid) => identify(pid)!);
    const dead = identify(leader.pid!)!;
    leader.kill('SIGKILL');
    await once(leader, 'exit');
    leftBehind(dead);
    expect(await takeOver(file)).toEqual(['service']);
    expect([lives(own!), lives(other!)]).toEqual([false, true]);
    process.kill(other!.pid, 'SIGKILL');
  });

  it('leaves alone whoever got the pid later', async () => {
    leftBehind({ pid: identity.pid, startedAt: 'long ago' });
    expect(await takeOver(file)).toEqual([]);
    expect(lives(identity)).toBe(true);
  });

  it('is refused while another run is alive', async () => {
    leftBehind(identity, identity);
    await expect(takeOver(file)).rejects.toThrow(
      `Sugang runs on this data already (process ${identity.pid})`,
    );
    expect(lives(identity)).toBe(true);
  });

  it('is won by one of two that come at the same moment', async () => {
    leftBehind(identity);
    const outcomes = await Promise.allSettled([takeOver(file), takeOver(file)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(lives(identity)).toBe(false);
  });

  it('is free after a run that ended well', async () => {
    await takeOver(file);
    recordRun(file, [{ ...identity, name: 'service', stopSignal: 'SIGTERM', cwd: folder }], {});
    expect(readRun(file)!.processes).toHaveLength(1);
    forgetRun(file);
    expect(await takeOver(file)).toEqual([]);
  });
});

it('knows who started whom', () => {
  expect(parentOf(child.pid!)).toBe(process.pid);
});
