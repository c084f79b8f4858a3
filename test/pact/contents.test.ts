import { z } from 'zod';
import { z as z3 } from 'zod/v3';
import type { ErrorCode } from '../../src/config/errors.ts';
import { BackpressureLevel } from '../../src/contracts/backpressure-level.ts';
import { FeedbackEvent, feedbackEventExample } from '../../src/contracts/feedback-event.ts';
import { RateAdjustment, rateAdjustmentExample } from '../../src/contracts/rate-adjustment.ts';
import { type ContentsOptions, pactContents } from '../../src/pact/contents.ts';

// contents.verifier.long.test.ts tests on the official verifier what the matchers accept.

const v = (schema: z.ZodType) => z.object({ v: schema });
const numbersByName = { One: 1, Two: 2 } as const;

test('pactContents translates the schema of a FeedbackEvent into matchers and unchecked rules', () => {
  expect(pactContents(FeedbackEvent, feedbackEventExample, { pinned: ['level'] })).toEqual({
    content: {
      coordinator_id: { 'pact:matcher:type': 'type', value: 'bars_coordinator_1' },
      queue_size: { 'pact:matcher:type': 'integer', value: 850 },
      capacity: { 'pact:matcher:type': 'integer', value: 1000 },
      level: { 'pact:matcher:type': 'equality', value: 'soft' },
      source: { 'pact:matcher:type': 'type', value: 'store' },
      ts: { 'pact:matcher:type': 'number', value: 1760000000.25 },
    },
    uncheckedRules: [
      '$.queue_size must be at least 0; Pact does not check this.',
      '$.capacity must be greater than 0; Pact does not check this.',
    ],
  });
});

test('an enum becomes an anchored pattern of type string', () => {
  expect(pactContents(v(BackpressureLevel), { v: 'soft' }).content).toEqual({
    v: {
      'pact:matcher:type': [
        { 'pact:matcher:type': 'type' },
        { 'pact:matcher:type': 'regex', regex: '^(ok|soft|hard)$' },
      ],
      value: 'soft',
    },
  });
});

test('a field can be pinned and have a stated case', () => {
  const { content } = pactContents(v(z.string().nullish()), { v: 'x' }, { pinned: ['$.v'], cases: { v: 'present' } });
  expect(content).toEqual({ v: { 'pact:matcher:type': 'equality', value: 'x' } });
});

test.each<[sentence: string, schema: z.ZodType, example: unknown, rules: string[]]>([
  ['a range', RateAdjustment, rateAdjustmentExample, ['$.scale must be at least 0', '$.scale must be at most 1']],
  [
    'exclusive bounds',
    v(z.number().gt(1).lt(2)),
    { v: 1.5 },
    ['$.v must be greater than 1', '$.v must be less than 2'],
  ],
  ['a step', v(z.number().multipleOf(0.5)), { v: 1.5 }, ['$.v must be a multiple of 0.5']],
  ['a 32-bit integer', v(z.int32()), { v: 1 }, ['$.v must be from -2147483648 to 2147483647']],
  ['a strict object', z.strictObject({ a: z.int() }), { a: 1 }, ['$ must be without other fields']],
  [
    'a maximum length',
    v(z.string().max(3)),
    { v: 'abc' },
    ['$.v must be at most 3 characters long, counted in UTF-16 code units'],
  ],
  [
    'a minimum length above 1000',
    v(z.string().min(2000)),
    { v: 'x'.repeat(2000) },
    ['$.v must be at least 2000 characters long'],
  ],
  [
    'a range of array elements, once for all elements',
    v(z.array(z.int().min(0))),
    { v: [1, 2] },
    ['$.v[*] must be at least 0'],
  ],
])('%s becomes an unchecked rule', (_, schema, example, rules) => {
  const sentences = rules.map((rule) => `${rule}; Pact does not check this.`);
  expect(pactContents(schema, example).uncheckedRules).toEqual(sentences);
});

test('an absent field becomes an unchecked rule', () => {
  const { uncheckedRules } = pactContents(v(z.int().optional()), {}, { cases: { v: 'absent' } });
  expect(uncheckedRules).toEqual(['$.v must be absent; Pact does not check this.']);
});

test.each<
  [sentence: string, schema: z.ZodType, example: unknown, code: ErrorCode, says: string, options?: ContentsOptions]
>([
  [
    'an example that violates the schema',
    FeedbackEvent,
    { ...feedbackEventExample, queue_size: -1 },
    'EXAMPLE_INVALID',
    'queue_size',
  ],
  ['a renamed level', FeedbackEvent, { ...feedbackEventExample, level: 'okay' }, 'EXAMPLE_INVALID', 'level'],
  ['an example without its default', v(z.string().default('x')), {}, 'EXAMPLE_INVALID', "parsed as { v: 'x' }"],
  ['a field that the schema drops', v(z.int()), { v: 1, w: 2 }, 'EXAMPLE_INVALID', 'it is { v: 1, w: 2 }'],
  ['a field that the schema lets through', z.looseObject({ v: z.int() }), { v: 1, w: 2 }, 'NOT_EXPRESSIBLE', '"w"'],
  ['an optional field', v(z.int().optional()), { v: 1 }, 'AMBIGUOUS_CASE', '$.v may be absent'],
  ['a nullable field', v(z.int().nullable()), { v: null }, 'AMBIGUOUS_CASE', '$.v may be null'],
  [
    'a case that the example does not show',
    v(z.int().optional()),
    { v: 1 },
    'AMBIGUOUS_CASE',
    'the case of $.v is "absent"',
    { cases: { v: 'absent' } },
  ],
  [
    'null where the stated case is absent',
    v(z.int().nullish()),
    { v: null },
    'AMBIGUOUS_CASE',
    'the example shows "null"',
    { cases: { v: 'absent' } },
  ],
  [
    'elements of different cases',
    v(z.array(z.int().nullable())),
    { v: [1, null] },
    'AMBIGUOUS_CASE',
    '$.v[*]',
    { cases: { 'v[*]': 'present' } },
  ],
  ['a case for a field that has none', v(z.int()), { v: 1 }, 'UNKNOWN_FIELD', '$.v', { cases: { v: 'present' } }],
  ['a pin on no field', v(z.int()), { v: 1 }, 'UNKNOWN_FIELD', '$.w', { pinned: ['w'] }],
  ['a pin on an object', v(z.object({ w: z.int() })), { v: { w: 1 } }, 'UNKNOWN_FIELD', '$.v', { pinned: ['v'] }],
  ['a pin with two values', v(z.array(z.int())), { v: [1, 2] }, 'NOT_EXPRESSIBLE', '$.v[*]', { pinned: ['v[*]'] }],
  ['an empty array', v(z.array(z.int())), { v: [] }, 'NOT_EXPRESSIBLE', 'no element at $.v'],
  ['a union', v(z.union([z.int(), z.string()])), { v: 1 }, 'NOT_EXPRESSIBLE', 'union at $.v'],
  ['a tuple', v(z.tuple([z.int()])), { v: [1] }, 'NOT_EXPRESSIBLE', 'tuple at $.v'],
  [
    'an intersection',
    v(z.intersection(z.object({ a: z.int() }), z.object({}))),
    { v: { a: 1 } },
    'NOT_EXPRESSIBLE',
    'intersection at $.v',
  ],
  ['a date', v(z.date()), { v: new Date(0) }, 'NOT_EXPRESSIBLE', 'date at $.v'],
  ['any value', v(z.any()), { v: 1 }, 'NOT_EXPRESSIBLE', 'any at $.v'],
  ['a lazy schema', v(z.lazy(() => z.int())), { v: 1 }, 'NOT_EXPRESSIBLE', 'lazy at $.v'],
  ['a transform', v(z.string().transform(Number)), { v: '1' }, 'NOT_EXPRESSIBLE', 'a transform at $.v'],
  ['a preprocess', v(z.preprocess(String, z.string())), { v: 1 }, 'NOT_EXPRESSIBLE', 'a transform (preprocess) at $.v'],
  ['a codec', v(z.stringbool()), { v: 'yes' }, 'NOT_EXPRESSIBLE', 'a transform (codec) at $.v'],
  ['a pipe', v(z.string().pipe(z.string())), { v: 'x' }, 'NOT_EXPRESSIBLE', 'a pipe of two schemas at $.v'],
  ['a null message', z.null(), null, 'NOT_EXPRESSIBLE', 'a message that is null'],
  ['a nullable message', z.object({}).nullable(), null, 'NOT_EXPRESSIBLE', 'null', { cases: { $: 'null' } }],
  [
    'an async check',
    v(z.string().refine(async () => true)),
    { v: 'x' },
    'NOT_EXPRESSIBLE',
    'an asynchronous check at $.v',
  ],
  [
    'an async check of an element',
    v(z.array(z.string().check(async () => {}))),
    { v: ['x'] },
    'NOT_EXPRESSIBLE',
    'an asynchronous check at $.v[*]',
  ],
  [
    'a check that returns a promise',
    v(z.string().refine(() => Promise.resolve(true))),
    { v: 'x' },
    'NOT_EXPRESSIBLE',
    'an asynchronous check within the schema at $',
  ],
  ['a promise', v(z.promise(z.string())), { v: 'x' }, 'NOT_EXPRESSIBLE', 'a promise at $.v'],
  ['a schema of zod 3', z3.string() as never, 'x', 'NOT_EXPRESSIBLE', 'zod 3'],
  ['a field of zod 3', v(z3.string() as never), { v: 'x' }, 'NOT_EXPRESSIBLE', 'not supported) at $.v'],
  ['an empty record', v(z.record(z.string(), z.int())), { v: {} }, 'NOT_EXPRESSIBLE', 'no entry at $.v'],
  [
    'a record with keys of two kinds',
    v(z.looseRecord(z.string().regex(/^a/), z.int())),
    { v: { a: 1 } },
    'NOT_EXPRESSIBLE',
    'other kinds at $.v',
  ],
  ...[z.object({ x: z.int() }), z.array(z.int()), z.record(z.string(), z.int())].map(
    (inner, at): [string, z.ZodType, unknown, ErrorCode, string] => [
      `a record with structured values (${at})`,
      v(z.record(z.string(), inner)),
      { v: { a: [{ x: 1 }, [1], { b: 1 }][at] } },
      'NOT_EXPRESSIBLE',
      'values are not strings, numbers or booleans at $.v.*',
    ],
  ),
  ['a record with any value', v(z.record(z.string(), z.any())), { v: { a: 1 } }, 'NOT_EXPRESSIBLE', 'any at $.v.*'],
  ['a union with a number', v(z.union([z.literal('a'), z.literal(1)])), { v: 'a' }, 'NOT_EXPRESSIBLE', 'union at $.v'],
  ['a catch', v(z.int().catch(1)), { v: 1 }, 'NOT_EXPRESSIBLE', 'catch at $.v'],
  ['a trimmed string', v(z.string().trim()), { v: ' x' }, 'NOT_EXPRESSIBLE', 'a transform (overwrite'],
  ['a coerced number', v(z.coerce.number()), { v: 1 }, 'NOT_EXPRESSIBLE', 'coerced number at $.v'],
  ['a coerced boolean', v(z.coerce.boolean()), { v: true }, 'NOT_EXPRESSIBLE', 'coerced boolean at $.v'],
  ['a refined number', v(z.int().refine(() => true)), { v: 1 }, 'NOT_EXPRESSIBLE', 'custom at $.v'],
  [
    'a refined boolean',
    v(z.boolean().refine(() => true)),
    { v: true },
    'NOT_EXPRESSIBLE',
    'check on the boolean at $.v',
  ],
  [
    'a refined enum',
    v(BackpressureLevel.refine(() => true)),
    { v: 'ok' },
    'NOT_EXPRESSIBLE',
    'check on the enum at $.v',
  ],
  [
    'a refined nullable',
    v(
      z
        .int()
        .nullable()
        .refine(() => true),
    ),
    { v: 1 },
    'NOT_EXPRESSIBLE',
    '$.v',
    { cases: { v: 'present' } },
  ],
  [
    'a refined object',
    v(z.object({ w: z.int() }).refine(() => true)),
    { v: { w: 1 } },
    'NOT_EXPRESSIBLE',
    'check on the object at $.v',
  ],
  ['a refined array', v(z.array(z.int()).refine(() => true)), { v: [1] }, 'NOT_EXPRESSIBLE', 'custom at $.v'],
  ['a URL, which is more than a pattern', v(z.url()), { v: 'http://a.b' }, 'NOT_EXPRESSIBLE', 'format url at $.v'],
  [
    'a pattern with a flag',
    v(z.string().regex(/^a$/i)),
    { v: 'A' },
    'NOT_EXPRESSIBLE',
    'the flag i in the pattern /^a$/i at $.v',
  ],
  ['an enum of numbers', v(z.enum(numbersByName)), { v: 1 }, 'NOT_EXPRESSIBLE', 'not all strings at $.v'],
  [
    'a literal that JSON does not have',
    v(z.literal(undefined)),
    { v: undefined },
    'NOT_EXPRESSIBLE',
    'the literal undefined at $.v',
  ],
  ['literals of several kinds', v(z.literal(['a', 1])), { v: 'a' }, 'NOT_EXPRESSIBLE', 'not all strings at $.v'],
  [
    'a schema for all other fields',
    v(z.object({}).catchall(z.int())),
    { v: {} },
    'NOT_EXPRESSIBLE',
    'other fields at $.v',
  ],
  [
    'a nested schema',
    v(z.array(z.object({ w: z.date() }))),
    { v: [{ w: new Date(0) }] },
    'NOT_EXPRESSIBLE',
    'date at $.v[*].w',
  ],
  ...["a'b", '*', '', 'a\\b', 'a\nb', 'pact:matcher:type'].map(
    (name): [string, z.ZodType, unknown, ErrorCode, string] => [
      `a field called ${JSON.stringify(name)}`,
      z.object({ [name]: z.int() }),
      { [name]: 1 },
      'NOT_EXPRESSIBLE',
      `a field called ${JSON.stringify(name)} at $`,
    ],
  ),
])('%s is an error that names the path', (_, schema, example, code, says, options = {}) => {
  const deriving = () => pactContents(schema, example, options);
  expect(deriving).toThrow(says);
  expect(deriving).toThrow(expect.objectContaining({ code }));
});
