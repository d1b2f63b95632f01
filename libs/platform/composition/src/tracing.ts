import { hostname } from 'node:os';
import type { ProcessSettings } from '@sugang/configuration';
import type { Logger } from '@sugang/observability';
import type { Tracing } from '@sugang/tracing';

/** The tracing of a process, where its settings name a collector; any other process does not even load OpenTelemetry. */
export async function tracingOf(
  name: string,
  settings: ProcessSettings,
  logger: Logger,
): Promise<Tracing | undefined> {
  const { OTLP_ENDPOINT: endpoint, VARIANT: system, HTTP_PORT: port } = settings;
  if (!endpoint) return undefined;
  const { Tracing } = await import('@sugang/tracing');
  return new Tracing({ endpoint, name, system, instance: `${hostname()}:${port}`, logger });
}
