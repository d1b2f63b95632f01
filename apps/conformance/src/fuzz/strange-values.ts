import fc from 'fast-check';

const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { a: value };
  return value;
};

/** Text that has broken programs before. */
export const strangeText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\0',
    '\ud800',
    '\u202e\u200b\ufeff',
    'İıßΩ한글',
    '👩‍👩‍👧‍👦'.repeat(40),
    'e\u0301'.repeat(200),
    'x'.repeat(201),
    'x'.repeat(20_000),
    "'; DROP TABLE x; --",
    '%_\\%',
    '${7*7}{{7*7}}',
    '<script>alert(1)</script>',
    '../../../etc/passwd',
    '%00%0a%2e%2e%2f',
    '\r\nSet-Cookie: a=b',
    '__proto__',
    'constructor',
    'null',
    'undefined',
    'NaN',
    '-1',
    '1e400',
    '9'.repeat(400),
    '0x10',
    ' 5 ',
    '2026-02-30T25:61:61Z',
    '+275760-09-13T00:00:00.001Z',
    '0000-01-01T00:00:00.000Z',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);

/** A JSON value that no schema expects in its place. */
export const strangeValue: fc.Arbitrary<unknown> = fc.oneof(
  strangeText,
  fc.constantFrom<unknown>(null, true, false, [], {}, [null], [[]], { length: -1 }, { $ne: null }),
  fc.constantFrom(0, -0, -1, 1.5, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, -(2 ** 63), 1e308, 5e-324),
  fc.constantFrom(40, 60, 2_000).map(nested),
  fc.constant(Array.from({ length: 1_000 }, (_, index) => index)),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Bodies that are no JSON, or hardly: as text, because a value could not say it. */
export const strangeBody: fc.Arbitrary<string | Uint8Array<ArrayBuffer>> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '{',
    '{"a":',
    '[1,]',
    'NaN',
    '"\\ud800"',
    '{"__proto__":{"a":1}}',
    '{"constructor":{"prototype":{"a":1}}}',
    '{"a":1,"a":2}',
    '{"credits":1e400,"amount":123456789012345678901234567890}',
    '\ufeff{}',
    'null',
    '[]',
    '0',
  ),
  fc.constantFrom(1_000, 100_000).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
  fc.constant(`{"name":"${'x'.repeat(1_100_000)}"}`),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array(bytes)),
  strangeValue.map((value) => JSON.stringify(value)),
);
