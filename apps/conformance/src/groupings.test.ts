import { jest } from '@jest/globals';
import { describeOwnSystem } from './parts.ts';
import { describeSeams } from './suite/index.ts';
import { ownSystem } from './system.ts';

jest.setTimeout(120_000);

const GROUPINGS = [
  [['enrollment', 'billing'], ['identity'], ['catalog', 'notification']],
  [['identity', 'catalog'], ['enrollment'], ['billing', 'notification']],
];

for (const groups of GROUPINGS)
  describeOwnSystem('groupings')(`the grouping ${groups.map((group) => group.join('+')).join(', ')}`, () => {
    describeSeams(ownSystem({ variant: 'msa', groups }).targets);
  });
