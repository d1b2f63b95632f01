import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './conditions.ts';
import { ManagedProcess, type ProcessRecipe } from './managed-process.ts';
import { descendantsOf, lives, type ProcessIdentity } from './process-identity.ts';

let folder: string;
let lines: string[];
let managed: ManagedProcess;

/** A process that runs `script`, and is ready when the script has written the file "ready". */
function processThat(script: string, changes: Partial<ProcessRecipe> = {}): ManagedProcess {
  const recipe: ProcessRecipe = {
    name: 'fake',
    command: process.execPath,
    args: ['-e', `const ready = () => require('fs').writeFileSync('ready', ''); ${script}`],
    cwd: folder,
    environment: {},
    logFile: join(folder, 'fake.log'),
    isReady: async () => existsSync(join(folder, 'ready')),
    stopSignal: 'SIGTERM',
    stopTimeoutMs: 10_000,
    ...changes,
  };
  managed = new ManagedProcess(recipe, { say: (line) => void lines.push(line), changed: () => undefined });
  return managed;
}

const forever = 'setInterval(() => {}, 1000);';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sugang-process-'));
  lines = [];
});

afterEach(async () => {
  await managed.kill();
  rmSync(folder, { recursive: true });
});

describe('a process', () => {
  it('is started once it says that it is ready', async () => {
    await processThat(`setTimeout(ready, 100); ${forever}`).start();
    expect(managed.state).toBe('ready');
    expect(lives(managed.identity!)).toBe(true);
  });

  it('that ends while it starts is told of with its last words', async () => {
    const start = processThat(
      "console.error('first'); console.error('Setting X is missing.'); process.exit(1)",
    ).start();
    await expect(start).rejects.toThrow(
      /fake ended while it started \(exit code 1\): Setting X is missing\. Its log is/,
    );
    expect(managed.state).toBe('stopped');
    expect(lines).toEqual([]);
  });

  it('that cannot even be run is told of as well', async () => {
    await expect(processThat('', { command: '/no/such/program' }).start()).rejects.toThrow('ENOENT');
  });

  it('that ends by itself comes back, and both is told', async () => {
    await processThat(`ready(); ${forever}`).start();
    const before = managed.identity!.pid;
    process.kill(before, 'SIGKILL');
    await until(() => lines.length === 2, 20_000);
    expect(lines[0]).toContain('fake ended by itself (SIGKILL) and is started again in 0.5 s');
    expect(lines[1]).toBe('fake is ready again.');
    expect(managed.identity!.pid).not.toBe(before);
  });

  it('that was killed on purpose stays away until it is started', async () => {
    await processThat(`ready(); ${forever}`).start();
    await managed.kill();
    expect([managed.state, managed.identity, lines]).toEqual(['stopped', undefined, []]);
    await managed.start();
    expect(managed.state).toBe('ready');
  });

  it('is asked to stop, and may finish its work', async () => {
    await processThat(
      `process.on('SIGTERM', () => { require('fs').writeFileSync('done', 'yes'); process.exit() }); ready(); ${forever}`,
    ).start();
    await managed.stop();
    expect(readFileSync(join(folder, 'done'), 'utf8')).toBe('yes');
    expect(lines).toEqual([]);
  });

  it('that does not stop is killed, with its children in other sessions', async () => {
    const child = `require('child_process').spawn(process.execPath, ['-e', '${forever}'], { detached: true });`;
    const script = `process.on('SIGTERM', () => {}); ${child} ready(); ${forever}`;
    await processThat(script, { stopTimeoutMs: 100 }).start();
    const all = [managed.identity!, ...descendantsOf(managed.identity!.pid)];
    expect(all).toHaveLength(process.platform === 'linux' ? 2 : 1);
    await managed.stop();
    expect(all.filter(lives)).toEqual([]);
    expect(lines).toEqual(['fake does not stop and is killed.']);
  });

  it('takes its children with it', async () => {
    await processThat(
      `require('fs').writeFileSync('child', String(require('child_process').spawn(process.execPath, ['-e', '${forever}']).pid)); ready(); ${forever}`,
    ).start();
    const child = Number(readFileSync(join(folder, 'child'), 'utf8'));
    await managed.kill();
    expect(await until(() => !isThere(child), 30_000)).toBe(true);
  });

  describe('that hangs', () => {
    /** A process and its child, in a session of its own as those of Postgres are; each counts in a file. */
    const counting = (file: string) =>
      `let n = 0; setInterval(() => require('fs').writeFileSync('${file}', String(++n)), 5);`;
    /** As those of Postgres do, the child goes when its parent is gone: the end of its input tells it. */
    const child = `process.stdin.resume().on('end', () => process.exit()); ${counting('child')}`;
    const family = `require('child_process').spawn(process.execPath, ['-e', \`${child}\`], { detached: true }); ${counting('parent')} ready();`;
    let children: readonly ProcessIdentity[];
    const count = (file: string) => Number(readFileSync(join(folder, file), 'utf8') || -1);
    const bothRun = () => {
      const before = [count('parent'), count('child')];
      return until(() => count('parent') > before[0]! && count('child') > before[1]!, 30_000);
    };
    /** One that cannot run is never found to wait for its turn, or to have had one. */
    const stateOf = (pid: number) => /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))![1];

    const begin = async () => {
      for (const file of ['ready', 'parent', 'child']) rmSync(join(folder, file), { force: true });
      await managed.start();
      const both = () => ['parent', 'child'].every((file) => existsSync(join(folder, file)));
      expect(await until(both, 30_000)).toBe(true);
      children = descendantsOf(managed.identity!.pid);
    };
    beforeEach(() => {
      processThat(family);
      return begin();
    });

    afterEach(async () => {
      await managed.kill();
      // None is left behind, whatever a test found.
      for (const { pid } of children.filter(lives)) killIfThere(pid);
      expect(await until(() => !children.some(lives), 30_000)).toBe(true);
    });

    const onLinux = process.platform === 'linux' ? it : it.skip;

    onLinux('does not run, nor do its children, until it may again', async () => {
      const all = [managed.identity!, ...children].map(({ pid }) => pid);
      expect(all).toHaveLength(2);
      managed.hang();
      expect(await until(() => all.every((one) => stateOf(one) === 'T'), 30_000)).toBe(true);
      expect([managed.state, lines]).toEqual(['ready', []]);
      managed.resume();
      expect(await bothRun()).toBe(true);
    });

    onLinux('can be killed, with its children, and none is left then', async () => {
      const all = [managed.identity!, ...children];
      managed.hang();
      await managed.kill();
      expect(all.filter(lives)).toEqual([]);
    });

    it('is woken to stop in good order', async () => {
      managed.hang();
      await managed.stop();
      expect([managed.state, lines]).toEqual(['stopped', []]);
    });

    onLinux('has its children woken too, also when it is gone before them', async () => {
      // Which of the two is gone first is chance.
      for (let round = 0; round < 10; round++) {
        const [child] = children;
        managed.hang();
        await until(() => stateOf(child!.pid) === 'T', 30_000);
        await managed.stop();
        expect(await until(() => !lives(child!), 5_000)).toBe(true);
        await begin();
      }
    });
  });

  it('that is stopped while it starts does not come', async () => {
    writeFileSync(join(folder, 'never'), '');
    const start = processThat(forever).start();
    await until(() => managed.identity, 30_000);
    await managed.stop();
    await expect(start).rejects.toThrow('stopped while it started');
    expect(managed.identity).toBeUndefined();
  });
});

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended between the look and the signal.
  }
}

function isThere(pid: number): boolean {
  // A zombie still takes signals, but /proc tells it apart.
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
