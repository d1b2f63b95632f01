import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
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
  const processes = [{ ...entry, name: 'service', stopSignal: 'SIGTERM' as const }];
  writeFileSync(file, JSON.stringify({ owner, addresses: {}, processes } satisfies RunRecord));
}

describe('taking over a data folder', () => {
  it('ends what a killed run left', async () => {
    leftBehind(identity);
    expect(await takeOver(file)).toEqual(['service']);
    expect(lives(identity)).toBe(false);
    expect(readRun(file)!.owner.pid).toBe(process.pid);
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

  it('is free after a run that ended well', async () => {
    await takeOver(file);
    recordRun(file, [{ ...identity, name: 'service', stopSignal: 'SIGTERM' }], {});
    expect(readRun(file)!.processes).toHaveLength(1);
    forgetRun(file);
    expect(await takeOver(file)).toEqual([]);
  });
});

it('knows who started whom', () => {
  expect(parentOf(child.pid!)).toBe(process.pid);
});
