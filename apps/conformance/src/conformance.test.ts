import { afterAll, jest } from '@jest/globals';
import { describeBigRush } from './behaviour/big-rush.ts';
import { describeBillingOutage } from './behaviour/billing-outage.ts';
import { describeRush } from './behaviour/rush.ts';
import { describeSite } from './behaviour/site.ts';
import { targetsFromEnvironment } from './client/target.ts';
import { describeFuzzing } from './fuzz/index.ts';
import { reportMemory } from './memory.ts';
import { describeModel } from './model/model.ts';
import { describePart } from './parts.ts';
import { describeConformance } from './suite/index.ts';
import { ownSystem } from './system.ts';

jest.setTimeout(120_000);

const running = targetsFromEnvironment();

// A running system is tested from outside only; one of our own is also broken on purpose.
if (running.length > 0) {
  describePart('suite')('conformance', () => describeConformance(running));
  describePart('model')('model', () => describeModel(running));
  describePart('fuzz')('fuzzing', () => describeFuzzing(running));
  describePart('rush')('behaviour', () => {
    describeRush(running);
    describeBigRush(running);
  });
  const site = process.env['CONFORMANCE_SITE'];
  if (site) describePart('suite')('conformance', () => describeSite(() => site));
} else {
  describePart(
    'suite',
    'model',
    'fuzz',
    'rush',
    'billing-outage',
  )('both variants', () => {
    const system = ownSystem({ variant: 'both' });
    describePart('suite')('conformance', () => {
      describeConformance(system.targets);
      describeSite(() => system.running.addresses.site);
      const file = process.env['CONFORMANCE_MEMORY'];
      if (file) afterAll(() => reportMemory(system, file));
    });
    describePart('model')('model', () => describeModel(system.targets));
    describePart('fuzz')('fuzzing', () => describeFuzzing(system.targets));
    describePart('rush')('behaviour', () => {
      describeRush(system.targets);
      describeBigRush(system.targets);
    });
    describePart('billing-outage')('behaviour', () => describeBillingOutage(system));
  });
}
