import { describe, expect, test } from '@jest/globals';
import { contexts, manifests } from '../../manifests.ts';
import { edgeTopology } from '../edge-topology.ts';
import { wiring } from '../plan.ts';
import { planMoved, planRegrouping } from './regrouping.ts';

const rest = contexts.filter((context) => context !== 'notification');
const apart = planRegrouping([['notification'], rest.toReversed()]);

describe('The monolith’s modules in other processes', () => {
  test('stay on its database and behind its address', () => {
    expect(apart).toEqual([
      expect.objectContaining({ variant: 'monolith', database: 'monolith', app: 'notification-service' }),
      expect.objectContaining({
        variant: 'monolith',
        database: 'monolith',
        app: 'grouped-service',
        contexts: rest,
      }),
    ]);
  });

  test('are the monolith again where all are in one', () => {
    expect(planRegrouping([contexts])).toEqual([
      expect.objectContaining({ name: 'monolith', app: 'monolith' }),
    ]);
  });

  test('are each in exactly one', () => {
    expect(() => planRegrouping([rest])).toThrow('exactly once');
    expect(() => planRegrouping([contexts, ['billing']])).toThrow('exactly once');
  });

  test('do not seed: the data is there', () => {
    expect(planMoved(apart, [1, 2, 3, 4]).map(({ first }) => first)).toEqual([false, false]);
  });

  test('find each other, and what they publish finds the one that left', () => {
    const { PEERS, EVENT_SUBSCRIBERS } = wiring(apart[1]!, apart, manifests, ({ name }) => [`${name}:1`]);
    expect(PEERS).toContain('notification=monolith-notification:1');
    expect(EVENT_SUBSCRIBERS).toContain('enrollment.confirmed=notification');
  });

  test('have upstreams of their own in Nginx, although they share a database', () => {
    const { variants } = edgeTopology(apart, { site: 1, monolith: 2, msa: 3 }, () => []);
    expect(variants[0]!.groups.map(({ name }) => name)).toEqual([
      'monolith_notification',
      `monolith_${rest.join('_')}`,
    ]);
  });
});
