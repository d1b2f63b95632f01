import fc from 'fast-check';
import type { Operation, Parameter } from './described-api.ts';
import { fitting, nearlyFitting } from './schema-values.ts';
import { strangeBody, strangeText } from './strange-values.ts';

/** Who sends a request. */
export const callers = ['nobody', 'student', 'registrar', 'somebody with a broken token'] as const;
export type CallerName = (typeof callers)[number];

/** What a request consists of; a counterexample shows it as it is sent. */
export interface FuzzedRequest {
  caller: CallerName;
  path: string;
  headers: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
}

/** What really exists, so that not everything ends as "not found": ids by the name of the field, and files by path. */
export interface KnownThings {
  ids: Readonly<Record<string, readonly string[]>>;
  files: Readonly<Record<string, string>>;
}

/** Requests to an endpoint: right, nearly right, and nonsense. */
export function requestsTo(operation: Operation, known: KnownThings): fc.Arbitrary<FuzzedRequest> {
  const parts = fc.record({
    caller: fc.constantFrom(...callers),
    path: pathOf(operation, known),
    query: queryOf(operation, known),
    headers: headersOf(operation),
    content: contentOf(operation, known),
  });
  return parts.map(({ caller, path, query, headers, content }) => ({
    caller,
    path: path + query,
    headers: { ...headers, ...content.headers },
    ...(content.body !== undefined && operation.method !== 'GET' && { body: content.body }),
  }));
}

const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

/** What is known under a name, what fits, and what is strange. */
function textFor(
  { name, schema }: Pick<Parameter, 'name' | 'schema'>,
  known: KnownThings,
): fc.Arbitrary<string> {
  const ids = known.ids[name] ?? [];
  return fc.oneof(
    ...(ids.length > 0 ? [{ weight: 4, arbitrary: fc.constantFrom(...ids) }] : []),
    { weight: 2, arbitrary: fitting(schema).map(String) },
    { weight: 2, arbitrary: strangeText },
  );
}

function pathOf({ path, parameters }: Operation, known: KnownThings): fc.Arbitrary<string> {
  const texts = parameters
    .filter((parameter) => parameter.in === 'path')
    .map((parameter) =>
      // As a segment of a path these mean another path.
      textFor(parameter, known).filter((text) => !/^\.{0,2}$/.test(text)),
    );
  return fc.tuple(...texts).map((values) => path.replace(/\{\w+\}/g, () => encoded(values.shift()!)));
}

function queryOf({ parameters }: Operation, known: KnownThings): fc.Arbitrary<string> {
  const named = parameters.filter((parameter) => parameter.in === 'query');
  if (named.length === 0) return fc.constantFrom('', '', '?', '?a=1&a=2', '?%zz=%zz');
  const one = fc
    .constantFrom(...named)
    .chain((parameter) => textFor(parameter, known).map((text) => `${parameter.name}=${encoded(text)}`));
  const all = fc.tuple(
    ...named
      .filter(({ required }) => required)
      .map((parameter) => textFor(parameter, known).map((text) => `${parameter.name}=${encoded(text)}`)),
  );
  const nonsense = fc.constantFrom(
    '%zz',
    '&&=',
    'limit[]=1',
    'limit=1&limit=2',
    'a.b=%F0%28',
    'x'.repeat(4_000),
  );
  return fc
    .oneof(
      { weight: 6, arbitrary: fc.tuple(all, fc.array(one, { maxLength: 3 })).map((lists) => lists.flat()) },
      { weight: 1, arbitrary: nonsense.map((text) => [text]) },
    )
    .map((pairs) => (pairs.length > 0 ? `?${pairs.join('&')}` : ''));
}

/** What a header can carry: visible Latin-1, and no space at the ends. */
const headerText = (constraints: { minLength?: number; maxLength?: number } = {}) =>
  fc.string({
    unit: fc
      .integer({ min: 0x21, max: 0xff })
      .filter((code) => code < 0x7f || code > 0xa0)
      .map((code) => String.fromCharCode(code)),
    maxLength: 60,
    ...constraints,
  });

function headersOf({ parameters }: Operation): fc.Arbitrary<Record<string, string>> {
  const declared = parameters.filter((parameter) => parameter.in === 'header').map(({ name }) => name);
  const names = [
    ...declared,
    'accept',
    'if-none-match',
    'x-request-id',
    'traceparent',
    'last-event-id',
    'accept-encoding',
    'x-forwarded-for',
  ];
  const fields = names.map((name) => [
    name,
    fc.oneof(
      headerText({ minLength: 1 }),
      fc.constantFrom(
        '*',
        '"',
        '*/*;q=0',
        'text/csv',
        'gzip;q=x',
        '00-0-0-00',
        'x'.repeat(8),
        'x'.repeat(3_000),
      ),
    ),
  ]);
  return fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<string>>, {
    requiredKeys: [],
    noNullPrototype: true,
  }) as fc.Arbitrary<Record<string, string>>;
}

interface Content {
  headers: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
}

function contentOf({ body, path }: Operation, known: KnownThings): fc.Arbitrary<Content> {
  const nothing = fc.constant<Content>({ headers: {} });
  const json = { 'content-type': 'application/json' };
  const nonsense = strangeBody.map((text): Content => ({ headers: json, body: text }));
  if (!body) return fc.oneof({ weight: 3, arbitrary: nothing }, { weight: 1, arbitrary: nonsense });
  const types = fc.oneof(
    fc.constantFrom(
      'text/plain',
      'text/csv',
      'application/json',
      'application/json; charset=utf-16',
      'multipart/form-data',
    ),
    headerText({ minLength: 1 }),
  );
  const mistyped = fc
    .tuple(types, strangeBody)
    .map(([type, text]): Content => ({ headers: { 'content-type': type }, body: text }));
  if (body.type === 'text/csv') {
    const csv = damagedFile(known.files[path] ?? '').map((text): Content => ({
      headers: { 'content-type': 'text/csv' },
      body: text,
    }));
    return fc.oneof({ weight: 5, arbitrary: csv }, { weight: 1, arbitrary: mistyped }, nothing);
  }
  const sent = (value: unknown): Content => {
    const text = JSON.stringify(value);
    return { headers: json, ...(text !== undefined && { body: text }) };
  };
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(fitting(body.schema), fc.infiniteStream(fc.nat()))
        .map(([value, picks]) => sent(withKnownIds(value, known, picks))),
    },
    {
      weight: 5,
      arbitrary: fc
        .tuple(nearlyFitting(body.schema), fc.infiniteStream(fc.nat()))
        .map(([value, picks]) => sent(withKnownIds(value, known, picks))),
    },
    { weight: 2, arbitrary: nonsense },
    { weight: 1, arbitrary: mistyped },
    { weight: 1, arbitrary: nothing },
  );
}

/** The value with some of its ids replaced by such as exist. */
function withKnownIds(value: unknown, known: KnownThings, picks: Iterator<number>): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([name, part]): [string, unknown] => {
    const ids = Object.hasOwn(known.ids, name) ? known.ids[name]! : [];
    const pick = picks.next().value as number;
    return [name, typeof part === 'string' && ids.length > 0 && pick % 3 > 0 ? ids[pick % ids.length] : part];
  });
  return Object.fromEntries(entries);
}

/** A file that can be imported, with a piece of it replaced. */
function damagedFile(file: string): fc.Arbitrary<string> {
  const place = fc.nat({ max: file.length });
  return fc
    .tuple(
      place,
      fc.constantFrom(0, 0, 1, 5, 50),
      fc.oneof(strangeText, fc.constantFrom('"', ',', '\n', '\r', '""', ',,,,')),
    )
    .map(([from, length, text]) => file.slice(0, from) + text.toWellFormed() + file.slice(from + length));
}
