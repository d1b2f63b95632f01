import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportsOf } from './exports-of.mjs';
import { imagesOf } from './images-of.mjs';
import { reasonsIn } from './reasons-in.mjs';

describe('the reasons of rules', () => {
  const reasons = reasonsIn(`
const layers = [
  // The kit knows nothing.
  { sourceTag: 'layer:kit', onlyDependOnLibsWithTags: ['layer:kit'] },

  // A module meets others
  // in an app.
  {
    sourceTag: 'layer:module',
  },
  { sourceTag: 'layer:new', onlyDependOnLibsWithTags: [] },
];
/** Something else. */
const other = 1;
/** A context sees contracts. */
const contextConstraints = [];
`);

  it('are the comments above them', () => {
    expect(reasons('layer:kit')).toBe('The kit knows nothing.');
    expect(reasons('layer:module')).toBe('A module meets others in an app.');
    expect(reasons('context:billing')).toBe('A context sees contracts.');
  });

  it('must not be missing', () => {
    expect(() => reasons('layer:new')).toThrow('"layer:new" has no reason');
  });
});

describe('the images', () => {
  it('are those that Compose builds, with the apps in them', () => {
    const files = {
      'infra/compose/monolith.yml':
        'a:\n    target: service\n      args: { APP: monolith }\n    image: sugang/monolith\n',
      'infra/compose/edge.yml': 'nginx:\n    target: edge\n    image: sugang/nginx\n',
    };
    expect(imagesOf((path) => files[path] ?? '    image: postgres:18\n')).toEqual([
      { name: 'sugang/monolith', apps: ['@sugang/monolith'], variant: 'monolith' },
      { name: 'sugang/nginx', apps: ['@sugang/lab', '@sugang/web'] },
    ]);
  });
});

describe('what a module shows', () => {
  let folder;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sugang-exports-'));
    const files = {
      'index.ts': `export * from './rules.ts';
        export { hidden as shown, type Shape } from './more.ts';
        export * as everything from './more.ts';`,
      'rules.ts': `/** Adds one. Or more. */
        export const add = (n: number) => n + 1;
        /** What a seat is. */
        export const Seat = z.object({});
        export type Seat = z.infer<typeof Seat>;
        const inside = 1;`,
      'more.ts': `/** Not under this name. */
        export function hidden() {}
        export interface Shape { readonly size: number }
        export class Unseen {}`,
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is what its entry file exports, under the names that others use', () => {
    expect(exportsOf(join(folder, 'index.ts'))).toEqual([
      { name: 'add', kind: 'function', says: 'Adds one.' },
      { name: 'everything', kind: 'constant' },
      { name: 'Seat', kind: 'constant', says: 'What a seat is.' },
      { name: 'Shape', kind: 'type' },
      { name: 'shown', kind: 'function', says: 'Not under this name.' },
    ]);
  });
});
