import fc from 'fast-check';
import type { Schema } from './described-api.ts';
import { strangeText, strangeValue } from './strange-values.ts';

/** Longer than this, texts and lists only cost time. */
const LONG = 40;

/** Values that fit a schema (of those that the contracts use; for any other, just any value). */
export function fitting(schema: Schema): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  const choices = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined;
  if (choices) return fc.oneof(...choices.map(fitting));
  switch (schema['type']) {
    case 'string':
      return text(schema);
    case 'integer':
      return fc.integer(bounds(schema, 2 ** 31 - 1));
    case 'number':
      return fc.double({ ...bounds(schema, 1e9), noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return list(schema);
    case 'object':
      return object(schema);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function text(schema: Schema): fc.Arbitrary<string> {
  if (schema['format'] === 'date-time') {
    const years = { min: new Date('1970-01-01'), max: new Date('2200-01-01'), noInvalidDate: true };
    return fc.date(years).map((date) => date.toISOString());
  }
  const { minLength = 0, maxLength = LONG } = schema as { minLength?: number; maxLength?: number };
  if (typeof schema['pattern'] === 'string') {
    const fits = (value: string) => value.length >= minLength && value.length <= maxLength;
    return fc.stringMatching(new RegExp(schema['pattern'])).filter(fits);
  }
  const short = { minLength, maxLength: Math.min(maxLength, minLength + LONG) };
  return fc.oneof(
    { weight: 3, arbitrary: fc.string(short) },
    { weight: 2, arbitrary: fc.string({ ...short, unit: 'grapheme' }) },
    { weight: 1, arbitrary: fc.constantFrom('x'.repeat(minLength), 'x'.repeat(Math.min(maxLength, 30_000))) },
  );
}

function bounds(schema: Schema, most: number): { min: number; max: number } {
  const { minimum = -most, maximum = most } = schema as { minimum?: number; maximum?: number };
  const { exclusiveMinimum, exclusiveMaximum } = schema as Record<string, number | undefined>;
  return { min: (exclusiveMinimum ?? minimum - 1) + 1, max: (exclusiveMaximum ?? maximum + 1) - 1 };
}

function list(schema: Schema): fc.Arbitrary<unknown> {
  const { minItems = 0, maxItems = LONG } = schema as { minItems?: number; maxItems?: number };
  const length = { minLength: minItems, maxLength: Math.min(maxItems, minItems + 4) };
  return fc.array(fitting((schema['items'] ?? {}) as Schema), length);
}

function object(schema: Schema): fc.Arbitrary<unknown> {
  const { properties = {}, required = [] } = schema as {
    properties?: Record<string, Schema>;
    required?: string[];
  };
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, fitting(property)]),
  );
  return fc.record(fields, { requiredKeys: required, noNullPrototype: true });
}

type Path = readonly (string | number)[];

/** Values that fit but for one thing: a part that is another one, is missing, or is too much. */
export function nearlyFitting(schema: Schema): fc.Arbitrary<unknown> {
  const change = fc.constantFrom('replace', 'remove', 'add');
  return fc
    .tuple(fitting(schema), fc.nat(), change, strangeValue, strangeText)
    .map(([value, place, how, strange, name]) => {
      const paths = pathsIn(value);
      return changed(value, paths[place % paths.length]!, (part) => {
        if (how === 'replace') return strange;
        if (how === 'remove') return undefined;
        if (Array.isArray(part)) return [...(part as unknown[]), strange];
        return typeof part === 'object' ? { ...part, [name]: strange } : [part];
      });
    });
}

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, part]) => pathsIn(part, [...path, key]))];
}

function changed(value: unknown, [step, ...rest]: Path, change: (part: unknown) => unknown): unknown {
  if (step === undefined) return change(value);
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Schema;
  copy[step] = changed(copy[step], rest, change);
  return copy;
}
