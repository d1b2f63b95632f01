import { describe, expect, test } from '@jest/globals';
import { affectedBy, reachedFrom, type ProjectGraph } from './project-graph.ts';

const graph: ProjectGraph = new Map(
  Object.entries({
    shop: ['cart', 'rules'],
    cart: ['contract'],
    rules: [],
    contract: [],
    depot: ['contract'],
  }).map(([name, needs]) => [name, { name, folder: `libs/${name}`, layer: 'module', needs }]),
);

describe('The graph of projects', () => {
  test('says what is reached, also over others', () => {
    expect([...reachedFrom(graph, ['shop'])].sort()).toEqual(['cart', 'contract', 'rules', 'shop']);
  });

  test('says what a change affects: itself and all that need it', () => {
    expect([...affectedBy(graph, 'contract')].sort()).toEqual(['cart', 'contract', 'depot', 'shop']);
    expect([...affectedBy(graph, 'rules')].sort()).toEqual(['rules', 'shop']);
  });
});
