import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import type { Logger } from '@sugang/observability';

type Result = Parameters<Parameters<SpanExporter['export']>[1]>[0];

/** Says in the log when the collector cannot be reached, once for each time that it goes away: OpenTelemetry's own exporter is silent. */
export class WatchedExporter implements SpanExporter {
  #away = false;

  constructor(
    private readonly exporter: SpanExporter,
    private readonly logger: Logger,
    private readonly endpoint: string,
  ) {}

  export(spans: ReadableSpan[], done: (result: Result) => void): void {
    this.exporter.export(spans, (result) => {
      this.#note(result);
      done(result);
    });
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }

  async forceFlush(): Promise<void> {
    await this.exporter.forceFlush?.();
  }

  #note({ error }: Result): void {
    const { endpoint } = this;
    if (error && !this.#away)
      this.logger.warn({ endpoint, reason: error.message }, 'spans are lost: the collector was not reached');
    if (!error && this.#away) this.logger.info({ endpoint }, 'the collector takes spans again');
    this.#away = error !== undefined;
  }
}
