import { jest } from '@jest/globals';
import { describeBigRush } from './behaviour/big-rush.ts';
import { describeReplicaShares } from './behaviour/replica-shares.ts';
import { describeOwnSystem } from './parts.ts';
import { ownSystem } from './system.ts';

jest.setTimeout(120_000);

describeOwnSystem('replicas')('three copies each', () => {
  const system = ownSystem({
    variant: 'both',
    replicas: { monolith: 3, enrollment: 3, catalog: 3, billing: 3 },
  });
  describeReplicaShares(system);
  describeBigRush(system.targets);
});
