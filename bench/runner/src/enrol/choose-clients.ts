import type { BenchSystem } from '../systems/system.ts';
import { measure } from './measure.ts';
import { isCeiling, type CeilingName, type EnrolOptions, type LoadName } from './options.ts';

/** Postgres is at its best with a few connections; how many depends on the machine and on the load. */
const candidates = [8, 16, 32, 64];
const trialSeconds = 2;

/** Numbers of connections, for each load. */
type Clients = Partial<Record<LoadName, number>>;

/** Finds the number of connections that is best for each ceiling under each load. */
export async function chooseClients(
  systems: readonly BenchSystem[],
  { loads, ceilingClients, students }: EnrolOptions,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<Partial<Record<CeilingName, Clients>>> {
  const chosen: Partial<Record<CeilingName, Clients>> = {};
  for (const ceiling of systems) {
    if (!isCeiling(ceiling.name)) continue;
    const clients: Clients = (chosen[ceiling.name] = {});
    for (const name of loads) {
      clients[name] = ceilingClients ?? (await bestFor(ceiling, name, students, say, signal));
    }
  }
  return chosen;
}

async function bestFor(
  ceiling: BenchSystem,
  name: LoadName,
  students: number,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<number> {
  let best = { perSecond: 0, connections: candidates[0]! };
  for (const connections of candidates) {
    signal.throwIfAborted();
    const load = { name, connections, warmUpSeconds: 1, seconds: trialSeconds, students };
    const { accepted, seconds } = await measure(ceiling, load);
    const perSecond = accepted === 0 ? 0 : accepted / seconds;
    say(`trial ${ceiling.name} ${name} with ${connections} clients: ${Math.round(perSecond)}/s`);
    if (perSecond > best.perSecond) best = { perSecond, connections };
  }
  return best.connections;
}
