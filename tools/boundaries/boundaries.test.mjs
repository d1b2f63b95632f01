import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { constraints } from './constraints.mjs';
import { violations, wellBehaved } from './violations.mjs';

const fired = new Map();

beforeAll(() => {
  const output = execFileSync(
    process.execPath,
    [fileURLToPath(new URL('./lint-fixtures.mjs', import.meta.url))],
    {
      encoding: 'utf8',
      maxBuffer: 16 * 1024 * 1024,
    },
  );
  for (const { name, messages } of JSON.parse(output.slice(output.indexOf('[{"name"'))))
    fired.set(name, messages);
}, 180_000);

describe('a boundary that is crossed', () => {
  it.each(violations)('is reported: %s', (name, rule, says) => {
    const messages = fired.get(name);
    expect([...new Set(messages.map((message) => message.rule))]).toEqual([rule]);
    expect(messages.map((message) => message.text).join('\n')).toContain(says);
  });
});

describe('a well-behaved file', () => {
  it.each(wellBehaved)('passes: %s', (name) => {
    expect(fired.get(name)).toEqual([]);
  });
});

describe('the fixtures', () => {
  it('are all expected here', () => {
    const files = readdirSync(new URL('./fixtures/', import.meta.url)).filter((file) => file.endsWith('.ts'));
    expect(files.sort()).toEqual([...violations.map(([name]) => name), ...wellBehaved].sort());
  });

  it('break the constraint of every layer', () => {
    const layers = constraints.map(({ sourceTag }) => sourceTag).filter((tag) => tag.startsWith('layer:'));
    const broken = violations.map(([, , says]) => says).join('\n');
    expect(layers.filter((tag) => !broken.includes(`"${tag}"`))).toEqual([]);
  });
});
