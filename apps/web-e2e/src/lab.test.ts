import { describe } from '@jest/globals';
import { stage } from './stage.ts';
import { describeOutages } from './visits/outage.ts';
import { describeRace } from './visits/race.ts';
import { describeTopology } from './visits/topology.ts';

describe('the site, with a system that is loaded and broken', () => {
  const both = stage();
  describeTopology(both);
  describeRace(both);
  describeOutages(both);
});
