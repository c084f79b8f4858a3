import { z } from 'zod';
import { BackpressureLevel } from '../../src/contracts/backpressure-level.ts';
import { type Choices, pactContents } from '../../src/pact/contents.ts';
import { verdicts } from '../support/pact-verdicts.ts';

// What the derived matchers mean is what the official verifier makes of them; so every row is put to it, as a provider's JSON text.

type Row = [
  sentence: string,
  schema: z.ZodType,
  example: unknown,
  passes: string[],
  fails: string[],
  choices?: Choices,
];

const level = z.object({ level: BackpressureLevel });
const value = (schema: z.ZodType) => z.object({ v: schema });
const several = z.object({
  items: z.array(z.object({ kind: z.literal('bar'), level: BackpressureLevel, n: z.number() })).max(3),
});

const oddNames = ['a.b', 'a b', 'a"b', 'a[0]', '0', '$', 'ä', '@x', 'a,b'];
const odd = (changes: object = {}) => ({ ...Object.fromEntries(oddNames.map((name) => [name, 1])), ...changes });

/** Patterns that the verifier would take otherwise as they stand: with a text that fits each, and one that does not. */
const patterns: [RegExp, fit: string, unfit: string][] = [
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
const fitting = () => Object.fromEntries(patterns.map(([, fit], at) => [`p${at}`, fit]));

const rows: Row[] = [
  [
    'an integer is written without decimal places',
    value(z.int()),
    { v: 80 },
    ['{"v":80}', '{"v":0}', '{"v":80,"more":true}'],
    ['{"v":80.0}', '{"v":80.5}', '{"v":"80"}', '{"v":null}', '{}'],
  ],
  [
    'a number whose example is whole is still any number',
    value(z.number()),
    { v: 1.0 },
    ['{"v":80}', '{"v":80.0}', '{"v":80.5}', '{"v":1.5}', '{"v":2}', '{"v":1e3}'],
    ['{"v":"80"}', '{"v":null}', '{"v":true}', '{}'],
  ],
  ['a boolean', value(z.boolean()), { v: true }, ['{"v":false}'], ['{"v":"true"}', '{"v":0}', '{"v":null}', '{}']],
  ['a string', value(z.string()), { v: 'x' }, ['{"v":""}'], ['{"v":1}', '{"v":null}', '{}']],
  [
    'an enum is one of its values, whole',
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
    'values of an enum are no patterns',
    value(z.enum(['a.b', '(c)', 'd|e', '$', '[x]', '\\', 'f-g', '7'])),
    { v: '$' },
    ['{"v":"a.b"}', '{"v":"(c)"}', '{"v":"d|e"}', '{"v":"[x]"}', '{"v":"\\\\"}', '{"v":"f-g"}', '{"v":"7"}'],
    ['{"v":"axb"}', '{"v":"c"}', '{"v":"d"}', '{"v":"x"}', '{"v":7}'],
  ],
  [
    'a pinned enum is that value',
    level,
    { level: 'soft' },
    ['{"level":"soft"}'],
    ['{"level":"ok"}'],
    { pinned: ['level'] },
  ],
  ['a literal string', value(z.literal('x')), { v: 'x' }, ['{"v":"x"}'], ['{"v":"y"}', '{"v":null}', '{}']],
  ['a literal number', value(z.literal(1)), { v: 1 }, ['{"v":1}'], ['{"v":2}', '{"v":"1"}', '{"v":true}']],
  [
    'a literal boolean',
    value(z.literal(false)),
    { v: false },
    ['{"v":false}'],
    ['{"v":true}', '{"v":"false"}', '{"v":0}'],
  ],
  ['a literal null', value(z.literal(null)), { v: null }, ['{"v":null}'], ['{"v":"null"}', '{"v":0}', '{}']],
  ['literals of one kind', value(z.literal(['a', 'b'])), { v: 'a' }, ['{"v":"b"}'], ['{"v":"ab"}', '{"v":"c"}']],
  [
    'a pinned float may be written either way',
    value(z.number()),
    { v: 1 },
    ['{"v":1}', '{"v":1.0}'],
    ['{"v":1.5}', '{"v":11}', '{"v":"1"}', '{"v":0}'],
    { pinned: ['v'] },
  ],
  [
    'a pinned zero',
    value(z.number()),
    { v: 0 },
    ['{"v":0}', '{"v":0.0}'],
    ['{"v":0.5}', '{"v":10}'],
    { pinned: ['v'] },
  ],
  ['a pinned fraction', value(z.number()), { v: 0.7 }, ['{"v":0.7}', '{"v":0.70}'], ['{"v":0.5}'], { pinned: ['v'] }],
  ['a pinned integer', value(z.int()), { v: 7 }, ['{"v":7}'], ['{"v":8}', '{"v":7.0}'], { pinned: ['v'] }],
  [
    'a length is a pattern, and numbers and null have none',
    value(z.string().min(2).max(4)),
    { v: 'abc' },
    ['{"v":"ab"}', '{"v":"abcd"}', '{"v":"a\\nb"}'],
    ['{"v":"a"}', '{"v":"abcde"}', '{"v":"abcd\\ne"}', '{"v":123}', '{"v":null}'],
  ],
  [
    'a pattern is searched for when it is not anchored, and means digits by digits',
    value(z.string().regex(/\d{2}/)),
    { v: '12' },
    ['{"v":"12"}', '{"v":"a\\n12\\nb"}'],
    ['{"v":"1"}', '{"v":"٣٣"}', '{"v":12}'],
  ],
  [
    'patterns mean to Pact what they mean in JavaScript',
    z.object(Object.fromEntries(patterns.map(([pattern], at) => [`p${at}`, z.string().regex(pattern)]))),
    fitting(),
    [JSON.stringify(fitting())],
    patterns.map(([, , unfit], at) => JSON.stringify({ ...fitting(), [`p${at}`]: unfit })),
  ],
  [
    'all patterns hold',
    value(z.string().regex(/^a/).regex(/z$/)),
    { v: 'az' },
    ['{"v":"a-z"}'],
    ['{"v":"a"}', '{"v":"z"}'],
  ],
  [
    'formats that are patterns',
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
    'every element of an array is like the first',
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
    'a pinned field of all elements',
    several,
    { items: [{ kind: 'bar', level: 'ok', n: 1 }] },
    ['{"items":[{"kind":"bar","level":"ok","n":1},{"kind":"bar","level":"ok","n":2}]}'],
    ['{"items":[{"kind":"bar","level":"ok","n":1},{"kind":"bar","level":"soft","n":2}]}'],
    { pinned: ['items[*].level'] },
  ],
  [
    'arrays within arrays, with a minimum',
    value(z.array(z.array(z.int()).min(2))),
    { v: [[1, 2]] },
    ['{"v":[[1,2],[3,4,5]]}'],
    ['{"v":[[1,2],[3]]}', '{"v":[[1,2],[3,"4"]]}', '{"v":[1,2]}'],
  ],
  [
    'objects within objects',
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
    'a field with a default is required as the example shows it',
    z.object({ source: z.string().default('store') }),
    { source: 'store' },
    ['{"source":"bars"}'],
    ['{}', '{"source":null}'],
  ],
  [
    'a field that may be null, shown null',
    value(z.string().nullable()),
    { v: null },
    ['{"v":null}'],
    ['{"v":"x"}', '{}'],
    { cases: { v: 'null' } },
  ],
  [
    'a field that may be left out, shown',
    value(z.int().optional()),
    { v: 1 },
    ['{"v":2}'],
    ['{}', '{"v":null}'],
    { cases: { v: 'present' } },
  ],
  [
    'a field that may be left out, left out',
    z.object({ v: z.int().optional(), w: z.int() }),
    { w: 1 },
    ['{"w":2}'],
    ['{}'],
    { cases: { v: 'absent' } },
  ],
  [
    'fields whose names are no words',
    z.array(z.object(Object.fromEntries(oddNames.map((name) => [name, z.int()])))),
    [odd()],
    [JSON.stringify([odd(), odd()])],
    oddNames.map((name) => JSON.stringify([odd(), odd({ [name]: 'x' })])),
  ],
  ['a message that is no object', z.array(BackpressureLevel), ['ok'], ['["soft","hard"]'], ['[]', '["okay"]', '{}']],
];

let judged: boolean[][];
beforeAll(async () => {
  judged = await verdicts(
    rows.map(([, schema, example, passes, fails, choices]) => ({
      content: pactContents(schema, example, choices).content,
      messages: [...passes, ...fails],
    })),
  );
}, 120_000);

test.each(rows.map((row, at) => [row[0], at] as const))('%s', (_, at) => {
  const [, , , passes = [], fails = []] = rows[at] ?? [];
  const messages = [...passes, ...fails];
  const passed = messages.filter((_message, index) => judged[at]?.[index] === true);
  expect(passed).toEqual(passes);
});
