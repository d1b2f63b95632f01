import { describe, expect, it } from '@jest/globals';
import { whatFailed } from './what-failed.mjs';

const section = (task, said) => `> nx run ${task}\n\n${said}\n\n`;
const summary = (tasks) =>
  ` NX   Running targets build, bundle for 3 projects failed\n\nFailed tasks:\n\n${tasks.map((task) => `- ${task}\n`).join('')}\nHint: run the command with --verbose\n`;

describe('What is shown of a build that failed', () => {
  const one = section('@sugang/one:build', 'Successfully compiled: 4 files');
  const two = section('@sugang/two:bundle', 'Error: Could not resolve "./three.js"');

  it('is what the task says that failed, not what the others say', () => {
    expect(whatFailed(one + two + one + summary(['@sugang/two:bundle']))).toBe(two);
  });

  it('is the same in colours, as Nx writes where CI is set', () => {
    const coloured = (one + two + one + summary(['@sugang/two:bundle']))
      .replaceAll('> nx run', '\x1b[2m> \x1b[22m\x1b[2mnx run\x1b[22m')
      .replaceAll(' NX ', '\x1b[7m\x1b[1m\x1b[31m NX \x1b[39m\x1b[22m\x1b[27m')
      .replaceAll('Failed tasks:', '\x1b[2mFailed tasks:\x1b[22m')
      .replaceAll('- @', '\x1b[2m-\x1b[22m @');
    expect(whatFailed(coloured)).toBe(two);
  });

  it('is what each of them says where several failed', () => {
    const failed = ['@sugang/one:build', '@sugang/two:bundle'];
    expect(whatFailed(one + two + summary(failed))).toBe(one + two);
  });

  it('is all of it where Nx itself failed', () => {
    expect(whatFailed('Cannot read nx.json\n')).toBe('Cannot read nx.json\n');
  });
});
