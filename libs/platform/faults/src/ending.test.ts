import { describe, expect, it } from '@jest/globals';
import { transformFileSync } from '@swc/core';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const source = transformFileSync(fileURLToPath(new URL('ending.ts', import.meta.url)), {
  swcrc: false,
  jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
  module: { type: 'es6' },
}).code;

/** Ends a process of its own, which has more to do. */
function endedBy(statement: string) {
  const script = `${source}; setTimeout(() => {}, 60_000); ${statement}; console.log('it goes on')`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
}

describe('the end of a process', () => {
  it('is a message and a failure where it threw', () => {
    const { status, stderr } = endedBy(`ending.throwUncaught(new Error('the shop burns'))`);
    expect(status).toBe(1);
    expect(stderr).toContain('the shop burns');
  });

  it('is at once where it killed itself: nothing is done any more', () => {
    const { signal, stdout } = endedBy('ending.killSelf()');
    expect(signal).toBe('SIGKILL');
    expect(stdout).toBe('');
  });
});
