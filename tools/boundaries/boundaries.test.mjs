import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { constraints } from './constraints.mjs';

const imports = '@nx/enforce-module-boundaries';
const violations = [
  ['context-sees-domain-of-another.ts', imports, 'tagged with "context:catalog" can only depend on'],
  ['module-imports-module.ts', imports, 'tagged with "layer:module" can only depend on'],
  [
    'contracts-know-framework.ts',
    imports,
    'tagged with "layer:contracts" is not allowed to import "@nestjs/common"',
  ],
  [
    'domain-knows-framework.ts',
    imports,
    'tagged with "layer:domain" is not allowed to import "@nestjs/common"',
  ],
  ['domain-knows-database.ts', imports, 'tagged with "layer:domain" is not allowed to import "pg"'],
  ['domain-reads-files.ts', 'no-restricted-imports', 'do no input or output'],
  ['kit-knows-platform.ts', imports, 'tagged with "layer:kit" can only depend on'],
  ['platform-knows-context.ts', imports, 'tagged with "layer:platform" can only depend on'],
  ['platform-names-schema.ts', 'boundaries/own-schema-only', 'names the schema "enrollment"'],
  ['app-imports-domain.ts', imports, 'tagged with "layer:app" can only depend on'],
  ['app-imports-app.ts', imports, 'tagged with "layer:app" can only depend on'],
  ['app-imports-database-library.ts', imports, 'tagged with "layer:app" is not allowed to import "pg"'],
  ['app-holds-sql.ts', 'boundaries/no-sql', 'Apps hold no SQL'],
  ['suite-imports-module.ts', imports, 'tagged with "layer:suite" can only depend on'],
  ['bench-imports-module.ts', imports, 'tagged with "layer:bench" can only depend on'],
  ['baseline-imports-platform.ts', imports, 'tagged with "layer:baseline" can only depend on'],
  ['inspector-imports-module.ts', imports, 'tagged with "layer:inspector" can only depend on'],
  ['foreign-table-in-string.ts', 'boundaries/own-schema-only', 'names the schema "billing"'],
  ['foreign-table-in-tagged-template.ts', 'boundaries/own-schema-only', 'names the schema "enrollment"'],
  ['transitive-package.ts', imports, 'Only packages defined in the "package.json"'],
  ['relative-path-into-another-project.ts', imports, 'cannot be imported by a relative or absolute path'],
];
const wellBehaved = ['good-app.ts', 'good-contracts.ts', 'good-domain.ts', 'good-module.ts'];

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
