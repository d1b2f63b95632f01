import type { BenchSystem } from '../systems/system.ts';
import { measure } from './measure.ts';
import type { EnrolOptions, LoadName } from './options.ts';

/** Postgres is at its best with a few connections; how many depends on the machine and on the load. */
const candidates = [8, 16, 32, 64];
const trialSeconds = 2;

/** Finds the number of connections that is best for the ceiling, for each load. */
export async function chooseClients(
  systems: readonly BenchSystem[],
  { loads, ceilingClients, students }: EnrolOptions,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<Partial<Record<LoadName, number>>> {
  const ceiling = systems.find(({ name }) => name === 'ceiling');
  const chosen: Partial<Record<LoadName, number>> = {};
  for (const name of ceiling ? loads : []) {
    if (ceilingClients) {
      chosen[name] = ceilingClients;
      continue;
    }
    let best = 0;
    for (const connections of candidates) {
      signal.throwIfAborted();
      const load = { name, connections, warmUpSeconds: 1, seconds: trialSeconds, students };
      const { accepted, seconds } = await measure(ceiling!, load);
      const perSecond = accepted === 0 ? 0 : accepted / seconds;
      say(`trial ceiling ${name} with ${connections} clients: ${Math.round(perSecond)}/s`);
      if (perSecond > best) [best, chosen[name]] = [perSecond, connections];
    }
  }
  return chosen;
}
