import type { ProcessSettings } from '@sugang/configuration';
import type { Manifest } from '@sugang/contract';
import type { Faults } from '@sugang/faults';
import type { Logger } from '@sugang/observability';

/** The faults of a process, where its settings let them be; any other process does not even load what makes them. */
export async function faultsOf(
  settings: ProcessSettings,
  manifests: readonly Manifest[],
  logger: Logger,
): Promise<Faults | undefined> {
  if (settings.SUGANG_FAULTS === 'off') return undefined;
  const { Faults } = await import('@sugang/faults');
  return new Faults(manifests, logger);
}
