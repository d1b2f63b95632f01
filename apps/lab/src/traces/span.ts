import { z } from 'zod';

/** What a span says of itself besides its name. */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** A span as the lab keeps it and shows it. */
export interface TraceSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: SpanKind;
  /** Where it was recorded. */
  readonly process: SpanProcess;
  /** Milliseconds since 1970, with fractions. */
  readonly startMs: number;
  readonly durationMs: number;
  readonly failed: boolean;
  readonly attributes: Attributes;
}

/** The process that recorded a span. */
export interface SpanProcess {
  /** `enrollment-service` */
  readonly name: string;
  /** `msa` */
  readonly system: string;
  /** Which of its copies. */
  readonly instance: string;
}

const kinds = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
export type SpanKind = (typeof kinds)[number];

const Value = z.object({
  stringValue: z.string().optional(),
  boolValue: z.boolean().optional(),
  // OTLP writes 64-bit integers as text.
  intValue: z.union([z.string(), z.number()]).optional(),
  doubleValue: z.number().optional(),
});
const KeyValues = z.array(z.object({ key: z.string(), value: Value.optional() })).default([]);
const Nanoseconds = z.union([z.string().regex(/^\d{1,20}$/), z.number().nonnegative()]);

const OtlpSpan = z.object({
  traceId: z.string().regex(/^[\da-f]{32}$/i),
  spanId: z.string().regex(/^[\da-f]{16}$/i),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number().int().default(0),
  startTimeUnixNano: Nanoseconds,
  endTimeUnixNano: Nanoseconds,
  attributes: KeyValues,
  status: z.object({ code: z.number().int().optional() }).default({}),
});

/** The body of OTLP's export of spans as JSON (opentelemetry-proto, ExportTraceServiceRequest), as far as the lab reads it. */
export const OtlpExport = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: KeyValues }).default({ attributes: [] }),
      scopeSpans: z.array(z.object({ spans: z.array(OtlpSpan).default([]) })).default([]),
    }),
  ),
});

/** The status code that says that a span failed. */
const ERROR = 2;

/** The spans of an export. */
export function spansOf({ resourceSpans }: z.output<typeof OtlpExport>): TraceSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const of = attributesOf(resource.attributes);
    const process = {
      name: String(of['service.name'] ?? 'unknown'),
      system: String(of['service.namespace'] ?? ''),
      instance: String(of['service.instance.id'] ?? ''),
    };
    return scopeSpans.flatMap(({ spans }) => spans.map((span) => spanOf(span, process)));
  });
}

function spanOf(span: z.output<typeof OtlpSpan>, process: SpanProcess): TraceSpan {
  const { name, startTimeUnixNano, endTimeUnixNano, parentSpanId } = span;
  const start = BigInt(startTimeUnixNano);
  return {
    traceId: span.traceId.toLowerCase(),
    spanId: span.spanId.toLowerCase(),
    ...(parentSpanId && { parentSpanId: parentSpanId.toLowerCase() }),
    name,
    kind: kinds[span.kind] ?? 'unspecified',
    process,
    startMs: Number(start / 1_000n) / 1_000,
    durationMs: Math.max(0, Number(BigInt(endTimeUnixNano) - start) / 1e6),
    failed: span.status.code === ERROR,
    attributes: attributesOf(span.attributes),
  };
}

function attributesOf(pairs: z.output<typeof KeyValues>): Attributes {
  return Object.fromEntries(
    pairs.flatMap(({ key, value = {} }) => {
      const { stringValue, boolValue, intValue, doubleValue } = value;
      const found =
        stringValue ?? boolValue ?? doubleValue ?? (intValue === undefined ? undefined : Number(intValue));
      return found === undefined ? [] : [[key, found]];
    }),
  );
}
