import { z } from 'zod';
import { BackpressureLevel } from '../../src/contracts/backpressure-level.ts';
import { type ContentsOptions, pactContents } from '../../src/pact/contents.ts';
import { verdicts } from '../support/pact-verdicts.ts';

// The official verifier decides what a matcher accepts. So each row is verified with it, as JSON text from a provider.

type Row = [
  sentence: string,
  schema: z.ZodType,
  example: unknown,
  passes: string[],
  fails: string[],
  options?: ContentsOptions,
];

const level = z.object({ level: BackpressureLevel });
const value = (schema: z.ZodType) => z.object({ v: schema });
const several = z.object({
  items: z.array(z.object({ kind: z.literal('bar'), level: BackpressureLevel, n: z.number() })).max(3),
});

const oddNames = ['a.b', 'a b', 'a"b', 'a[0]', '0', '$', 'ä', '@x', 'a,b'];
const odd = (changes: object = {}) => ({ ...Object.fromEntries(oddNames.map((name) => [name, 1])), ...changes });

/** Patterns that the verifier would interpret differently without translation, each with a text that matches and one that does not. */
const patterns: [RegExp, match: string, mismatch: string][] = [
  [/^a{2}?$/, 'aa', ''],
  [/^[\w-]+$/, 'a-b', 'é'],
  [/^.$/, 'a', '\u2028'],
  [/^[[&&^~]+$/, '[&', '\\'],
  [/^\s$/, '\ufeff', '\u0085'],
  [/b|c/, 'abc', 'a'],
  [/^(?<year>\d{4})-\d\d$/, '2026-11', '2026-1'],
  [/^{,2}<\/$/, '{,2}</', '</'],
  [/^[^\u0061-\x63]$/, 'd', 'b'],
];
const matching = () => Object.fromEntries(patterns.map(([, match], at) => [`p${at}`, match]));

const rows: Row[] = [
  [
    'an integer has no decimal places',
    value(z.int()),
    { v: 80 },
    ['{"v":80}', '{"v":0}', '{"v":80,"more":true}'],
    ['{"v":80.0}', '{"v":80.5}', '{"v":"80"}', '{"v":null}', '{}'],
  ],
  [
    'a number with a whole example matches any number',
    value(z.number()),
    { v: 1.0 },
    ['{"v":80}', '{"v":80.0}', '{"v":80.5}', '{"v":1.5}', '{"v":2}', '{"v":1e3}'],
    ['{"v":"80"}', '{"v":null}', '{"v":true}', '{}'],
  ],
  [
    'a boolean matches any boolean',
    value(z.boolean()),
    { v: true },
    ['{"v":false}'],
    ['{"v":"true"}', '{"v":0}', '{"v":null}', '{}'],
  ],
  ['a string matches any string', value(z.string()), { v: 'x' }, ['{"v":""}'], ['{"v":1}', '{"v":null}', '{}']],
  [
    'an enum matches each of its values in full',
    level,
    { level: 'soft' },
    ['{"level":"ok"}', '{"level":"hard"}'],
    [
      '{"level":"okay"}',
      '{"level":"not ok"}',
      '{"level":"SOFT"}',
      '{"level":"ok\\n"}',
      '{"level":"x\\nok"}',
      '{"level":null}',
      '{}',
    ],
  ],
  [
    'the values of an enum are not read as patterns',
    value(z.enum(['a.b', '(c)', 'd|e', '$', '[x]', '\\', 'f-g', '7'])),
    { v: '$' },
    ['{"v":"a.b"}', '{"v":"(c)"}', '{"v":"d|e"}', '{"v":"[x]"}', '{"v":"\\\\"}', '{"v":"f-g"}', '{"v":"7"}'],
    ['{"v":"axb"}', '{"v":"c"}', '{"v":"d"}', '{"v":"x"}', '{"v":7}'],
  ],
  [
    'a pinned enum matches only the value of the example',
    level,
    { level: 'soft' },
    ['{"level":"soft"}'],
    ['{"level":"ok"}'],
    { pinned: ['level'] },
  ],
  [
    'a literal string matches that string',
    value(z.literal('x')),
    { v: 'x' },
    ['{"v":"x"}'],
    ['{"v":"y"}', '{"v":null}', '{}'],
  ],
  [
    'a literal number matches that number',
    value(z.literal(1)),
    { v: 1 },
    ['{"v":1}'],
    ['{"v":2}', '{"v":"1"}', '{"v":true}'],
  ],
  [
    'a literal boolean matches that boolean',
    value(z.literal(false)),
    { v: false },
    ['{"v":false}'],
    ['{"v":true}', '{"v":"false"}', '{"v":0}'],
  ],
  [
    'a literal null matches null',
    value(z.literal(null)),
    { v: null },
    ['{"v":null}'],
    ['{"v":"null"}', '{"v":0}', '{}'],
  ],
  [
    'several literals of one type match any of them',
    value(z.literal(['a', 'b'])),
    { v: 'a' },
    ['{"v":"b"}'],
    ['{"v":"ab"}', '{"v":"c"}'],
  ],
  [
    'a pinned whole float matches with and without decimal places',
    value(z.number()),
    { v: 1 },
    ['{"v":1}', '{"v":1.0}'],
    ['{"v":1.5}', '{"v":11}', '{"v":"1"}', '{"v":0}'],
    { pinned: ['v'] },
  ],
  [
    'a pinned zero matches 0 and 0.0',
    value(z.number()),
    { v: 0 },
    ['{"v":0}', '{"v":0.0}'],
    ['{"v":0.5}', '{"v":10}'],
    { pinned: ['v'] },
  ],
  [
    'a pinned fraction matches the same number',
    value(z.number()),
    { v: 0.7 },
    ['{"v":0.7}', '{"v":0.70}'],
    ['{"v":0.5}'],
    { pinned: ['v'] },
  ],
  [
    'a pinned integer matches without decimal places',
    value(z.int()),
    { v: 7 },
    ['{"v":7}'],
    ['{"v":8}', '{"v":7.0}'],
    { pinned: ['v'] },
  ],
  [
    'a length matches strings only',
    value(z.string().min(2).max(4)),
    { v: 'abc' },
    ['{"v":"ab"}', '{"v":"abcd"}', '{"v":"a\\nb"}'],
    ['{"v":"a"}', '{"v":"abcde"}', '{"v":"abcd\\ne"}', '{"v":123}', '{"v":null}'],
  ],
  [
    'an unanchored pattern matches a part of the string',
    value(z.string().regex(/\d{2}/)),
    { v: '12' },
    ['{"v":"12"}', '{"v":"a\\n12\\nb"}'],
    ['{"v":"1"}', '{"v":"٣٣"}', '{"v":12}'],
  ],
  [
    'a pattern matches the same strings in Pact as in JavaScript',
    z.object(Object.fromEntries(patterns.map(([pattern], at) => [`p${at}`, z.string().regex(pattern)]))),
    matching(),
    [JSON.stringify(matching())],
    patterns.map(([, , mismatch], at) => JSON.stringify({ ...matching(), [`p${at}`]: mismatch })),
  ],
  [
    'several patterns must all match',
    value(z.string().regex(/^a/).regex(/z$/)),
    { v: 'az' },
    ['{"v":"a-z"}'],
    ['{"v":"a"}', '{"v":"z"}'],
  ],
  [
    'string formats match as patterns',
    z.object({ id: z.uuid(), mail: z.email(), at: z.iso.datetime() }),
    { id: '7d444840-9dc0-41d1-b245-5ffdce74fad2', mail: 'a.b@c.org', at: '2026-11-22T03:04:05.678Z' },
    ['{"id":"7D444840-9DC0-41D1-B245-5FFDCE74FAD2","mail":"x+y@z.example","at":"2028-02-29T00:00:00Z"}'],
    [
      '{"id":"7d444840","mail":"a.b@c.org","at":"2026-11-22T03:04:05Z"}',
      '{"id":"7d444840-9dc0-41d1-b245-5ffdce74fad2","mail":"a.b@c","at":"2026-11-22T03:04:05Z"}',
      '{"id":"7d444840-9dc0-41d1-b245-5ffdce74fad2","mail":"a.b@c.org","at":"2027-02-29T00:00:00Z"}',
    ],
  ],
  [
    'every element of an array matches like the first',
    several,
    {
      items: [
        { kind: 'bar', level: 'ok', n: 1 },
        { kind: 'bar', level: 'hard', n: 2 },
      ],
    },
    [
      '{"items":[{"kind":"bar","level":"soft","n":0.5}]}',
      '{"items":[{"kind":"bar","level":"soft","n":0.5},{"kind":"bar","level":"soft","n":2},{"kind":"bar","level":"ok","n":2,"x":1}]}',
    ],
    [
      '{"items":[]}',
      '{"items":null}',
      '{"items":[{"kind":"tick","level":"ok","n":1}]}',
      '{"items":[{"kind":"bar","level":"ok","n":1},{"kind":"bar","level":"okay","n":1}]}',
      '{"items":[{"kind":"bar","level":"ok","n":1},{"kind":"bar","level":"ok","n":1},{"kind":"bar","level":"ok"}]}',
      `{"items":[${Array(4).fill('{"kind":"bar","level":"ok","n":1}').join(',')}]}`,
    ],
  ],
  [
    'a pinned field of array elements must be equal in each element',
    several,
    { items: [{ kind: 'bar', level: 'ok', n: 1 }] },
    ['{"items":[{"kind":"bar","level":"ok","n":1},{"kind":"bar","level":"ok","n":2}]}'],
    ['{"items":[{"kind":"bar","level":"ok","n":1},{"kind":"bar","level":"soft","n":2}]}'],
    { pinned: ['items[*].level'] },
  ],
  [
    'a nested array has at least its minimum of elements',
    value(z.array(z.array(z.int()).min(2))),
    { v: [[1, 2]] },
    ['{"v":[[1,2],[3,4,5]]}'],
    ['{"v":[[1,2],[3]]}', '{"v":[[1,2],[3,"4"]]}', '{"v":[1,2]}'],
  ],
  [
    'a nested object matches field by field',
    z.object({ queue: z.object({ level: BackpressureLevel, empty: z.object({}) }) }),
    { queue: { level: 'ok', empty: {} } },
    ['{"queue":{"level":"hard","empty":{"x":1}}}'],
    [
      '{"queue":{"level":"none","empty":{}}}',
      '{"queue":{"level":"ok","empty":null}}',
      '{"queue":{"level":"ok"}}',
      '{"queue":[]}',
    ],
  ],
  [
    'a field with a default is required',
    z.object({ source: z.string().default('store') }),
    { source: 'store' },
    ['{"source":"bars"}'],
    ['{}', '{"source":null}'],
  ],
  [
    'a nullable field with the case null matches null only',
    value(z.string().nullable()),
    { v: null },
    ['{"v":null}'],
    ['{"v":"x"}', '{}'],
    { cases: { v: 'null' } },
  ],
  [
    'an optional field with the case present is required',
    value(z.int().optional()),
    { v: 1 },
    ['{"v":2}'],
    ['{}', '{"v":null}'],
    { cases: { v: 'present' } },
  ],
  [
    'an optional field with the case absent is not required',
    z.object({ v: z.int().optional(), w: z.int() }),
    { w: 1 },
    ['{"w":2}'],
    ['{}'],
    { cases: { v: 'absent' } },
  ],
  [
    'field names may contain punctuation',
    z.array(z.object(Object.fromEntries(oddNames.map((name) => [name, z.int()])))),
    [odd()],
    [JSON.stringify([odd(), odd()])],
    oddNames.map((name) => JSON.stringify([odd(), odd({ [name]: 'x' })])),
  ],
  [
    'a record matches any keys, each with a value of its kind',
    value(z.record(z.string(), z.int())),
    { v: { a: 1 } },
    ['{"v":{"a":2}}', '{"v":{"b":2,"c":3}}', '{"v":{}}'],
    ['{"v":{"a":"x"}}', '{"v":{"b":"x"}}', '{"v":{"a":1,"b":2.5}}', '{"v":[1]}', '{"v":null}', '{}'],
  ],
  [
    'keys of a record match their pattern',
    value(z.record(z.string().regex(/^[a-z]+$/), z.number())),
    { v: { a: 1 } },
    ['{"v":{"bc":2.5}}'],
    ['{"v":{"B":2}}', '{"v":{"a":1,"2":2}}', '{"v":{"bc":"x"}}'],
  ],
  [
    'a record of an enum has all its keys',
    value(z.record(BackpressureLevel, z.int())),
    { v: { ok: 1, soft: 2, hard: 3 } },
    ['{"v":{"ok":9,"soft":9,"hard":9}}'],
    ['{"v":{"ok":9,"soft":9}}', '{"v":{"ok":9,"soft":9,"hard":"x"}}'],
  ],
  [
    'a partial record of an enum has no other keys',
    value(z.partialRecord(BackpressureLevel, z.int())),
    { v: { ok: 1 } },
    ['{"v":{"hard":9}}', '{"v":{"ok":9,"soft":9}}'],
    ['{"v":{"full":9}}', '{"v":{"hard":"x"}}'],
  ],
  [
    'values of a record may be enums',
    value(z.record(z.string(), BackpressureLevel)),
    { v: { a: 'ok' } },
    ['{"v":{"b":"soft"}}'],
    ['{"v":{"b":"okay"}}', '{"v":{"a":"full"}}', '{"v":{"b":7}}', '{"v":{"b":null}}'],
  ],
  [
    'values of a record may be a literal',
    value(z.record(z.string(), z.literal('x'))),
    { v: { a: 'x' } },
    ['{"v":{"b":"x"}}'],
    ['{"v":{"b":"y"}}', '{"v":{"a":"y"}}', '{"v":{"b":1}}'],
  ],
  ['a message can be a record', z.record(z.string(), z.int()), { a: 1 }, ['{"b":2}'], ['{"b":"x"}', '{"a":"x"}', '[]']],
  [
    'a union of string literals and enums matches each in full',
    value(z.union([z.literal('full'), z.union([z.literal('a.b'), BackpressureLevel])])),
    { v: 'ok' },
    ['{"v":"full"}', '{"v":"a.b"}', '{"v":"soft"}'],
    ['{"v":"axb"}', '{"v":"fuller"}', '{"v":1}', '{"v":null}', '{}'],
  ],
  [
    'a pinned union matches only the value of the example',
    value(z.union([z.literal('a'), z.literal('b')])),
    { v: 'a' },
    ['{"v":"a"}'],
    ['{"v":"b"}'],
    { pinned: ['v'] },
  ],
  [
    'a discriminated union matches the branch that the example shows',
    value(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('bar'), n: z.int() }),
        z.object({ kind: z.literal('tick'), price: z.number() }),
      ]),
    ),
    { v: { kind: 'tick', price: 1.5 } },
    ['{"v":{"kind":"tick","price":2.5}}'],
    ['{"v":{"kind":"bar","n":1}}', '{"v":{"kind":"tick"}}', '{"v":{"kind":"tick","price":"x"}}', '{"v":{"price":1.5}}'],
  ],
  ['a message can be an array', z.array(BackpressureLevel), ['ok'], ['["soft","hard"]'], ['[]', '["okay"]', '{}']],
];

let results: boolean[][];
beforeAll(async () => {
  results = await verdicts(
    rows.map(([, schema, example, passes, fails, options]) => ({
      content: pactContents(schema, example, options).content,
      messages: [...passes, ...fails],
    })),
  );
});

test.each(rows.map((row, at) => [row[0], at] as const))('%s', (_, at) => {
  const [, , , passes = [], fails = []] = rows[at] ?? [];
  const messages = [...passes, ...fails];
  const passed = messages.filter((_message, index) => results[at]?.[index] === true);
  expect(passed).toEqual(passes);
});
