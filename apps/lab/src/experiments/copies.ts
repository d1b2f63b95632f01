import { linesOf } from '../runtime/metrics-text.ts';
import type { RunningSystem } from '../runtime/runtime.ts';

/**
 * How many API requests each service process has answered since it started, by its own count; a process that does not answer now is left
 * out.
 *
 * @param isMeant which routes count, as templates such as `/api/sections/{id}`; all of the API if left out
 */
export async function requestsByCopy(
  system: Pick<RunningSystem, 'processes' | 'ask'>,
  isMeant: (route: string) => boolean = (route) => route.startsWith('/api/'),
): Promise<Record<string, number>> {
  const counts = await Promise.all(
    system.processes().map(async ({ name }) => {
      const answer = await system.ask(name, '/metrics').catch(() => undefined);
      if (answer?.status !== 200) return [];
      const lines = linesOf('http_requests_total', answer.body);
      const meant = lines.filter(({ labels }) => isMeant(labels['route'] ?? ''));
      return [[name, meant.reduce((sum, { value }) => sum + value, 0)] as const];
    }),
  );
  return Object.fromEntries(counts.flat());
}

/** How many connections to databases each service process holds, by its own count. */
export async function connectionsByCopy(
  system: Pick<RunningSystem, 'processes' | 'ask'>,
): Promise<Record<string, number>> {
  const counts = await Promise.all(
    system.processes().map(async ({ name }) => {
      const { body } = await system.ask(name, '/metrics');
      return [name, linesOf('db_connections', body)[0]?.value ?? 0] as const;
    }),
  );
  return Object.fromEntries(counts);
}

/** What was added to each count. A process that started again meanwhile began at nothing. */
export function increases(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(after).map(([name, count]) => {
      const earlier = before[name] ?? 0;
      return [name, count < earlier ? count : count - earlier];
    }),
  );
}
