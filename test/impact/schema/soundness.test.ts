import { Ajv2020 } from 'ajv/dist/2020.js';
import { alternativesOf } from '../../../src/impact/schema/alternatives.ts';
import { compareWithPacts } from '../../../src/impact/schema/compare.ts';
import { breaks } from '../../../src/impact/schema/finding.ts';
import type { Schema } from '../../../src/impact/schema/schema.ts';
import { verdicts } from '../../support/pact-verdicts.ts';

/** Rules as a pact has them, and their example; no rules at all are a bare value. */
const wishes: [rules: Record<string, unknown>[], example: unknown][] = [
  [[], 'soft'],
  [[], null],
  [[], ['a', 'b']],
  [[], { a: 1 }],
  [[{ match: 'equality' }], 'soft'],
  [[{ match: 'equality' }], { a: 1 }],
  [[{ match: 'type' }], 'soft'],
  [[{ match: 'type' }], 80],
  [[{ match: 'type' }], null],
  [[{ match: 'type' }], { a: 'x' }],
  [[{ match: 'type' }], ['a']],
  [[{ match: 'type', min: 1 }], ['a']],
  [[{ match: 'type', min: 1, max: 2 }], ['a']],
  [[{ match: 'type', min: 1 }], [{ a: 1 }]],
  [[{ match: 'integer' }], 80],
  [[{ match: 'number' }], 80],
  [[{ match: 'decimal' }], 1.5],
  [[{ match: 'boolean' }], true],
  [[{ match: 'null' }], null],
  [[{ match: 'regex', regex: '^(ok|soft|hard)$' }], 'soft'],
  [[{ match: 'type' }, { match: 'regex', regex: '^(ok|soft|hard)$' }], 'soft'],
  [[{ match: 'regex', regex: 'so' }], 'so'],
  [[{ match: 'include', value: 'of' }], 'soft'],
  [[{ match: 'notEmpty' }], 'soft'],
  [[{ match: 'date', format: 'yyyy-MM-dd' }], '2026-11-26'],
];

const values: unknown[] = [
  'soft',
  'slow',
  'so',
  '',
  '80',
  'true',
  '2026-11-26',
  1,
  80,
  1.5,
  true,
  null,
  [],
  ['a'],
  ['a', 'b'],
  [1],
  [{ a: 1 }],
  {},
  { a: 1 },
  { a: 'x' },
  { a: 1, b: 2 },
  { b: 2 },
];

const object = (properties: object, ...required: string[]) => ({ type: 'object', properties, required });

const schemas: Schema[] = [
  true,
  {},
  ...['string', 'integer', 'number', 'boolean', 'null', 'array', 'object'].map((type) => ({ type })),
  { type: ['string', 'null'] },
  { anyOf: [{ type: 'string' }, { type: 'null' }] },
  { oneOf: [{ type: 'integer' }, { const: 'soft' }] },
  { const: 'soft' },
  { const: 80 },
  { const: null },
  { const: { a: 1 } },
  { enum: ['ok', 'soft', 'hard'] },
  { enum: ['ok', 'slow'] },
  { enum: ['soft', 80, null] },
  { type: 'string', enum: ['soft', 80] },
  { type: 'string', minLength: 1 },
  { type: 'string', pattern: '^(ok|soft|hard)$' },
  { type: 'integer', minimum: 10 },
  { allOf: [{ type: 'number' }, { enum: [1, 1.5] }] },
  { type: 'array', items: { type: 'string' } },
  { type: 'array', items: { type: 'string' }, minItems: 1 },
  { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 },
  { type: 'array', items: { type: 'integer' }, minItems: 1 },
  { type: 'array', maxItems: 0 },
  { type: 'array', prefixItems: [{ const: 'a' }, { const: 'b' }], minItems: 2, items: false },
  { type: 'array', items: object({ a: { type: 'integer' } }, 'a'), minItems: 1 },
  { type: 'array', items: object({ b: { type: 'integer' } }, 'b') },
  object({ a: { type: 'integer' } }, 'a'),
  object({ a: { type: 'string' } }, 'a'),
  object({ a: { type: 'string' } }),
  object({ a: { const: 1 } }, 'a'),
  { ...object({ b: { type: 'integer' } }, 'b'), additionalProperties: false },
  { ...object({ b: { type: 'integer' } }, 'b'), additionalProperties: { type: 'string' } },
  { type: 'object', additionalProperties: { type: 'integer' } },
  { anyOf: [object({ a: { type: 'integer' } }, 'a'), { type: 'null' }] },
  { allOf: [object({ a: { type: 'number' } }), { required: ['a'] }, object({ a: { type: 'integer' } })] },
];

/** Pact's own way to write rules and example, below a field `f`. */
function integrationJson(rules: Record<string, unknown>[], example: unknown): unknown {
  if (rules.length === 0) return { f: example };
  const renamed = rules.map(({ match, ...rest }) => ({ 'pact:matcher:type': match, ...rest }));
  return { f: { 'pact:matcher:type': renamed, value: example } };
}

function inForce(rules: Record<string, unknown>[], example: unknown) {
  const matchingRules = { body: rules.length > 0 ? { '$.f': { matchers: rules, combine: 'AND' } } : {} };
  const interactions = [
    { type: 'Asynchronous/Messages', description: 'it', contents: { content: { f: example } }, matchingRules },
  ];
  return [{ consumer: 'c', versions: [], url: '', pact: { interactions } }];
}

/** The verdict on the field for a schema: nothing known of what is asked. */
function judged(rules: Record<string, unknown>[], example: unknown, schema: Schema): 'kept' | 'breaks' | 'open' {
  const asked = { given: {}, complete: false, refusals: [] };
  const whole = { type: 'object', properties: { f: schema }, required: ['f'] };
  const findings = compareWithPacts(inForce(rules, example), () => ({
    kind: 'schema',
    schema: whole,
    asked,
    doubts: [],
  }));
  if (findings.some(breaks)) return 'breaks';
  return findings.every(({ change }) => change === 'kept') ? 'kept' : 'open';
}

/** Which of the values each schema allows. */
const ajv = new Ajv2020({ strict: false });
const allowed = schemas.map((schema) => {
  const follows = ajv.compile(schema);
  return values.map((value) => follows(value));
});

let passes: boolean[][] = [];
beforeAll(async () => {
  const messages = values.map((value) => JSON.stringify({ f: value }));
  passes = await verdicts(wishes.map(([rules, example]) => ({ content: integrationJson(rules, example), messages })));
}, 120_000);

const told = { kept: 0, breaks: 0, open: 0 };

describe('what the official verifier says of the values that a schema allows', () => {
  test.each(wishes.map((wish, at) => [JSON.stringify(wish), at] as const))('%s', (_, at) => {
    const [rules, example] = wishes[at] ?? [[], undefined];
    const wrong = schemas.flatMap((schema, of) => {
      const verdict = judged(rules, example, schema);
      told[verdict] += 1;
      const against = values.filter(
        (_, i) => allowed[of]?.[i] && (verdict === 'kept' ? !passes[at]?.[i] : passes[at]?.[i]),
      );
      return verdict === 'open' ? [] : against.map((value) => [schema, verdict, value]);
    });
    expect(wrong).toEqual([]);
  });

  afterAll(() => process.stderr.write(`impact by samples: ${JSON.stringify(told)}\n`));
});

test('the alternatives of a schema hold every value that it allows', () => {
  expect(alternativesOf([{ enum: [1, 'a'] }, { type: ['string', 'null'] }])).toMatchObject([
    { type: 'string', values: ['a'] },
  ]);
  expect(alternativesOf([{ type: 'integer' }, { type: 'number', minimum: 3 }])).toMatchObject([{ type: 'integer' }]);
  expect(alternativesOf([false])).toEqual([]);
});
