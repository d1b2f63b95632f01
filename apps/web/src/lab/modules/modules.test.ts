import { describe, expect, it } from '@jest/globals';
import { judgeArrow } from './judge-arrow.ts';
import { arrowPath, layOut, neighbourOf } from './layout.ts';
import { markOfArrow, marksOf } from './marks.ts';
import { graphFrom, impactOf, usersOf, type Module, type ModuleGraph } from './module-graph.ts';

const module = (name: string, context: string, layer: string, needs: string[] = []): Module => ({
  name: `@sugang/${name}`,
  folder: `libs/${name}`,
  context,
  layer,
  tags: [`context:${context}`, `layer:${layer}`],
  needs: needs.map((one) => `@sugang/${one}`),
  packages: [],
  shows: [],
});

const graph: ModuleGraph = {
  schema: 'sugang-modules/1',
  modules: [
    module('monolith', 'app', 'app', ['billing-module', 'catalog-module']),
    module('billing-service', 'app', 'app', ['billing-module']),
    module('lab', 'app', 'suite'),
    module('billing-module', 'billing', 'module', ['billing-domain', 'catalog-contracts']),
    module('catalog-module', 'catalog', 'module', ['catalog-contracts']),
    module('billing-domain', 'billing', 'domain'),
    module('catalog-contracts', 'catalog', 'contracts', ['contract']),
    module('testing', 'platform', 'platform', ['contract']),
    module('contract', 'platform', 'kit'),
  ],
  rules: [
    { source: 'layer:domain', mayUse: ['layer:kit', 'layer:contracts'], reason: 'Rules are pure.' },
    {
      source: 'layer:module',
      mayUse: ['layer:kit', 'layer:platform', 'layer:contracts', 'layer:domain'],
      reason: 'Modules meet in an app.',
    },
    { source: 'layer:kit', mayUse: ['layer:kit'], inTests: ['layer:kit', 'layer:platform'], reason: 'Kit.' },
    {
      source: 'context:billing',
      mayUse: ['context:billing', 'context:platform', 'layer:contracts'],
      reason: 'Only contracts are seen.',
    },
  ],
  mayBeInCircles: ['@sugang/testing'],
  images: [
    { name: 'sugang/monolith', apps: ['@sugang/monolith'], variant: 'monolith' },
    { name: 'sugang/billing-service', apps: ['@sugang/billing-service'], variant: 'msa' },
    { name: 'sugang/nginx', apps: ['@sugang/lab', '@sugang/web'] },
  ],
};

const judge = (from: string, to: string) => judgeArrow(graph, `@sugang/${from}`, `@sugang/${to}`);

describe('the graph of modules', () => {
  it('is refused where it is of another schema', () => {
    expect(graphFrom(graph)).toBe(graph);
    expect(() => graphFrom({ ...graph, schema: 'sugang-modules/2' })).toThrow('build the site again');
  });

  it('knows who uses a module', () => {
    expect(usersOf(graph, '@sugang/billing-module')).toEqual(['@sugang/monolith', '@sugang/billing-service']);
  });
});

describe('a change', () => {
  it('rebuilds the module, all that reach it, and the images of these', () => {
    const { rebuilt, images } = impactOf(graph, '@sugang/billing-domain');
    expect([...rebuilt]).toEqual([
      '@sugang/monolith',
      '@sugang/billing-service',
      '@sugang/billing-module',
      '@sugang/billing-domain',
    ]);
    expect(images.map(({ name }) => name)).toEqual(['sugang/monolith', 'sugang/billing-service']);
  });

  it('of what nobody uses stays where it is', () => {
    expect(impactOf(graph, '@sugang/catalog-module').images.map(({ name }) => name)).toEqual([
      'sugang/monolith',
    ]);
    expect(impactOf(graph, '@sugang/testing').images).toEqual([]);
  });
});

describe('a new arrow', () => {
  it('is allowed where no rule is broken', () => {
    expect(judge('billing-domain', 'catalog-contracts')).toEqual({ answer: 'allowed', objections: [] });
  });

  it('may be there already', () => {
    expect(judge('billing-module', 'billing-domain').answer).toBe('exists');
  });

  it('is refused by each rule that it breaks, in the words of the linter and with the reason', () => {
    const { answer, objections } = judge('billing-module', 'catalog-module');
    expect(answer).toBe('refused');
    expect(objections).toEqual([
      {
        words:
          'A project tagged with "layer:module" can only depend on libs tagged with "layer:kit", "layer:platform", "layer:contracts", "layer:domain"',
        reason: 'Modules meet in an app.',
      },
      {
        words:
          'A project tagged with "context:billing" can only depend on libs tagged with "context:billing", "context:platform", "layer:contracts"',
        reason: 'Only contracts are seen.',
      },
    ]);
  });

  it('is refused where it closes a circle, which is shown', () => {
    const { objections } = judge('catalog-contracts', 'billing-module');
    expect(objections.map(({ words }) => words)).toContain(
      'Circular dependency between "catalog-contracts" and "billing-module" detected: catalog-contracts → billing-module → catalog-contracts',
    );
  });

  it('may be allowed to tests alone, and the test library may be in circles', () => {
    expect(judge('contract', 'testing').answer).toBe('tests-only');
  });
});

describe('the picture', () => {
  const layout = layOut(graph.modules);
  const box = (name: string) => layout.boxes.find((one) => one.module.name === `@sugang/${name}`)!;

  it('has a row for each layer and a column for each context', () => {
    expect(layout.bands.map(({ name }) => name)).toEqual([
      ...['apps', 'tools', 'module', 'domain', 'contracts', 'platform', 'kit'],
    ]);
    expect(box('billing-domain').x).toBe(box('billing-module').x);
    expect(box('catalog-module').y).toBe(box('billing-module').y);
    expect(box('catalog-module').x).toBeLessThan(box('billing-module').x);
  });

  it('has no two modules in one place, and all within its edges', () => {
    const many = layOut(
      [1, 2, 3, 4, 5, 6, 7].flatMap((n) => [
        module(`app-${n}`, 'app', 'app'),
        module(`more-${n}`, 'billing', 'contracts'),
      ]),
    );
    expect(new Set(many.boxes.map(({ x, y }) => `${x} ${y}`)).size).toBe(14);
    for (const { x, y } of many.boxes) {
      expect(x + 176).toBeLessThanOrEqual(many.width);
      expect(y + 36).toBeLessThanOrEqual(many.height);
    }
  });

  it('draws arrows from the lower edge of a user to the upper one of what is used', () => {
    const [from, to] = [box('billing-module'), box('billing-domain')];
    const path = arrowPath(from, to);
    expect(path.startsWith(`M${from.x + 88} ${from.y + 36} `)).toBe(true);
    expect(path.endsWith(` ${to.x + 88} ${to.y - 2}`)).toBe(true);
  });

  it.each([
    ['catalog-module', 'ArrowRight', 'billing-module'],
    ['catalog-module', 'ArrowLeft', 'catalog-module'],
    ['billing-module', 'ArrowDown', 'billing-domain'],
    ['billing-domain', 'ArrowUp', 'billing-module'],
    ['billing-domain', 'a', 'billing-domain'],
  ])('is walked through by the arrow keys: %s, %s', (from, key, to) => {
    expect(neighbourOf(layout, `@sugang/${from}`, key)).toBe(`@sugang/${to}`);
  });
});

describe('the marks in the picture', () => {
  const [monolith, billing, domain] = [
    '@sugang/monolith',
    '@sugang/billing-module',
    '@sugang/billing-domain',
  ];

  it('are on what the chosen module uses and on who uses it, and on the arrows between', () => {
    const marks = marksOf(graph, billing, 'neighbours');
    expect(Object.fromEntries(marks)).toEqual({
      '@sugang/monolith': 'users',
      '@sugang/billing-service': 'users',
      '@sugang/billing-domain': 'uses',
      '@sugang/catalog-contracts': 'uses',
      '@sugang/billing-module': 'chosen',
    });
    expect(markOfArrow(marks, 'neighbours', billing, domain)).toBe('uses');
    expect(markOfArrow(marks, 'neighbours', monolith, billing)).toBe('users');
    expect(markOfArrow(marks, 'neighbours', monolith, '@sugang/catalog-module')).toBeUndefined();
  });

  it('are on all that a change rebuilds, and on the arrows along which it goes', () => {
    const marks = marksOf(graph, domain, 'rebuilt');
    expect(marks.get(monolith)).toBe('rebuilt');
    expect(markOfArrow(marks, 'rebuilt', monolith, billing)).toBe('rebuilt');
    expect(markOfArrow(marks, 'rebuilt', monolith, '@sugang/catalog-module')).toBeUndefined();
  });

  it('are on nothing where no module is chosen', () => {
    expect(marksOf(graph, undefined, 'neighbours').size).toBe(0);
  });
});
