import { afterEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { until } from './conditions.ts';
import { cpuSecondsOf, memoryOf, secondsOf } from './resource-usage.ts';

let child: ChildProcess | undefined;
afterEach(() => void child?.kill('SIGKILL'));

/** A program that says "done" and stays. */
async function programThat(script: string): Promise<number> {
  child = spawn(process.execPath, ['-e', `${script}; console.log('done'); setInterval(() => {}, 1000)`]);
  await once(child.stdout!, 'data');
  return child.pid!;
}

const cpuSeconds = (pid: number) => cpuSecondsOf([pid]).get(pid)!;
const memoryBytes = (pid: number) => memoryOf([pid]).get(pid)!;
/** Computes until so much processor time is gone, which takes as long as it takes. */
const compute = (seconds: number) =>
  `while (process.cpuUsage().user + process.cpuUsage().system < ${seconds * 1e6});`;

describe('what a process uses', () => {
  it('is processor time, also of a child', async () => {
    // It stays for as long as its parent holds the other end of its input.
    const busy = `${compute(0.4)} process.stdin.resume()`;
    const pid = await programThat(`require('child_process').spawn(process.execPath, ['-e', '${busy}'])`);
    expect(await until(() => cpuSeconds(pid) >= 0.4, 20_000)).toBe(true);
  });

  (process.platform === 'linux' ? it : it.skip)('has that of a child that has ended', async () => {
    const pid = await programThat(
      `require('child_process').spawnSync(process.execPath, ['-e', '${compute(0.4)}'])`,
    );
    expect(cpuSeconds(pid)).toBeGreaterThanOrEqual(0.4);
  });

  it('is memory', async () => {
    const pid = await programThat('globalThis.kept = Buffer.alloc(100_000_000, 1)');
    expect(memoryBytes(pid)).toBeGreaterThan(100_000_000);
    expect(memoryBytes(pid)).toBeLessThan(500_000_000);
  });

  it('is nothing where there is none', () => {
    expect(cpuSeconds(2 ** 30)).toBe(0);
    expect(memoryBytes(2 ** 30)).toBe(0);
  });
});

describe('the time that ps writes', () => {
  it.each([
    ['0:01.52', 1.52],
    ['12:00.00', 720],
    ['01:02:03', 3723],
    ['2-01:02:03', 176_523],
  ])('%s is %p seconds', (text, seconds) => {
    expect(secondsOf(text)).toBeCloseTo(seconds);
  });
});
