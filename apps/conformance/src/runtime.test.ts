import { jest } from '@jest/globals';
import { describeRuntime } from './behaviour/runtime.ts';
import { describeScaling } from './behaviour/scaling.ts';
import { describeOwnSystem } from './parts.ts';
import { ownSystem } from './system.ts';

jest.setTimeout(120_000);

describeOwnSystem('runtime')('the processes runtime', () => {
  const monolith = ownSystem({ variant: 'monolith', replicas: { monolith: 2 } });
  describeRuntime(() => monolith.running);
});

describeOwnSystem('runtime')('the processes runtime, with callers', () => {
  const msa = ownSystem({ variant: 'msa' });
  describeScaling(() => msa.running);
});
