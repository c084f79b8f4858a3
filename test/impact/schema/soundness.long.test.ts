import { Ajv2020 } from 'ajv/dist/2020.js';
import { listAlternatives } from '../../../src/impact/schema/alternatives.ts';
import { compareWithPacts } from '../../../src/impact/schema/compare-pacts.ts';
import { isBreaking } from '../../../src/impact/schema/finding.ts';
import type { Schema } from '../../../src/impact/schema/schema.ts';
import { verdicts } from '../../support/pact-verdicts.ts';

/** Matching rules and their example. Without rules the value must equal the example. */
const expectations: [rules: Record<string, unknown>[], example: unknown][] = [
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

/** A field `f` with these rules and this example, in the integration JSON of Pact. */
function integrationJson(rules: Record<string, unknown>[], example: unknown): unknown {
  if (rules.length === 0) return { f: example };
  const renamed = rules.map(({ match, ...rest }) => ({ 'pact:matcher:type': match, ...rest }));
  return { f: { 'pact:matcher:type': renamed, value: example } };
}

function inForce(rules: Record<string, unknown>[], example: unknown) {
  const matchingRules = { body: rules.length > 0 ? { '$.f': { matchers: rules, combine: 'AND' } } : {} };
  const interactions = [
    { type: 'Asynchronous/Messages', description: 'a message', contents: { content: { f: example } }, matchingRules },
  ];
  return [{ consumer: 'c', versions: [], url: '', pact: { interactions } }];
}

/** The verdict on the field for a schema, without provider states. */
function compare(
  rules: Record<string, unknown>[],
  example: unknown,
  schema: Schema,
): 'compatible' | 'breaking' | 'undetermined' {
  const findings = compareWithPacts(inForce(rules, example), () => ({
    kind: 'schema',
    schema: { type: 'object', properties: { f: schema }, required: ['f'] },
    request: { values: {}, isComplete: false, rejections: [] },
    uncertainties: [],
  }));
  if (findings.some(isBreaking)) return 'breaking';
  return findings.every(({ change }) => change === 'compatible') ? 'compatible' : 'undetermined';
}

/** For each schema, which of the values it allows. */
const ajv = new Ajv2020({ strict: false });
const allowed = schemas.map((schema) => {
  const validate = ajv.compile(schema);
  return values.map((value) => validate(value));
});

/** For each expectation, which of the values the official verifier accepts. */
let accepted: boolean[][] = [];
beforeAll(async () => {
  const messages = values.map((value) => JSON.stringify({ f: value }));
  accepted = await verdicts(
    expectations.map(([rules, example]) => ({ content: integrationJson(rules, example), messages })),
  );
});

const counts = { compatible: 0, breaking: 0, undetermined: 0 };

describe('the verdict agrees with the official verifier for every value that a schema allows', () => {
  test.each(expectations.map((expectation, i) => [JSON.stringify(expectation), i] as const))('%s', (_, row) => {
    const [rules, example] = expectations[row] ?? [[], undefined];
    const contradictions = schemas.flatMap((schema, column) => {
      const verdict = compare(rules, example, schema);
      counts[verdict] += 1;
      if (verdict === 'undetermined') return [];
      const isExpected = verdict === 'compatible';
      const wrong = values.filter((_, i) => allowed[column]?.[i] && accepted[row]?.[i] !== isExpected);
      return wrong.map((value) => [schema, verdict, value]);
    });
    expect(contradictions).toEqual([]);
  });

  afterAll(() => process.stderr.write(`verdicts: ${JSON.stringify(counts)}\n`));
});

test.each<[string, Schema[], object[]]>([
  [
    'an enumeration with the types of another schema',
    [{ enum: [1, 'a'] }, { type: ['string', 'null'] }],
    [{ type: 'string', values: ['a'] }],
  ],
  ['an integer with a number', [{ type: 'integer' }, { type: 'number', minimum: 3 }], [{ type: 'integer' }]],
  ['nothing', [false], []],
])('the alternatives of schemas intersect: %s', (_, schemas, expected) => {
  expect(listAlternatives(schemas)).toMatchObject(expected);
});
