import type { Trace } from './trace-store.ts';

/**
 * Asks a receiver for a trace; nothing where it has none.
 *
 * @throws Error when the receiver does not answer
 */
export async function fetchTrace(address: string, id: string): Promise<Trace | undefined> {
  const response = await fetch(`${address}/traces/${encodeURIComponent(id)}`, {
    signal: AbortSignal.timeout(5_000),
  });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`The receiver of traces answered ${response.status}.`);
  return (await response.json()) as Trace;
}
