import { CannotRun } from '../runtime/runtime.ts';
import { boundaries } from './boundaries.ts';
import { callCost } from './call-cost.ts';
import { capacity } from './capacity.ts';
import { changeImpact } from './change-impact.ts';
import { consistency } from './consistency.ts';
import { deploy } from './deploy.ts';
import { extraction } from './extraction.ts';
import { failover } from './failover.ts';
import { faultIsolation } from './fault-isolation.ts';
import { footprint } from './footprint.ts';
import { httpCache } from './http-cache.ts';
import { loadBalancing } from './load-balancing.ts';
import { scaleOut } from './scale-out.ts';
import { webServer } from './web-server.ts';
import { claims, type Claim } from './claims.ts';
import type { Experiment } from './experiment.ts';

/** All experiments. */
const all: readonly Experiment[] = [
  callCost,
  changeImpact,
  consistency,
  faultIsolation,
  extraction,
  footprint,
  boundaries,
  capacity,
  deploy,
  failover,
  httpCache,
  loadBalancing,
  scaleOut,
  webServer,
];

/** All experiments, in the order of the claims. */
export const experiments: readonly Experiment[] = claims.flatMap(
  ({ id }) => all.find((experiment) => experiment.id === id) ?? [],
);

/** @throws CannotRun naming what there is */
export function experimentNamed(id: string): Experiment {
  const found = experiments.find((experiment) => experiment.id === id);
  if (found) return found;
  const planned = claims.some((claim) => claim.id === id);
  const there = experiments.map((experiment) => experiment.id).join(', ');
  throw new CannotRun(
    planned
      ? `The claim "${id}" has no experiment yet. There are: ${there}.`
      : `There is no experiment "${id}". There are: ${there}.`,
  );
}

/** The claim that an experiment tests. */
export function claimOf({ id }: Pick<Experiment, 'id'>): Claim {
  return claims.find((claim) => claim.id === id)!;
}
