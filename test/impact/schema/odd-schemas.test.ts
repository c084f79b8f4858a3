import { compareWithPacts } from '../../../src/impact/schema/compare-pacts.ts';
import { findVerdict } from '../../../src/impact/schema/finding.ts';
import { parseSchema } from '../../../src/impact/schema/parse-schema.ts';
import { proposeDocument } from '../../../src/impact/schema/propose-document.ts';

const properties = { n: { type: 'integer' }, s: { type: 'string' } };
const plain = { type: 'object', properties, required: ['n', 's'] };
const withN = (n: unknown) => ({ ...plain, properties: { ...properties, n } });
const withS = (s: unknown) => ({ ...plain, properties: { ...properties, s } });

const pact = {
  messages: [
    {
      description: 'a Tick',
      contents: { n: 1, s: 'x' },
      matchingRules: {
        body: { '$.n': { matchers: [{ match: 'integer' }] }, '$.s': { matchers: [{ match: 'type' }] } },
      },
    },
  ],
};

async function verdict(schema: object): Promise<number> {
  const scope = { message: 'Tick', bodiesOnly: true };
  const propose = proposeDocument(await parseSchema(schema, 'test'), scope);
  return findVerdict(compareWithPacts([{ consumer: 'c', versions: [], url: 'u', pact }], propose, scope));
}

test.each([
  ['a plain schema', plain],
  ['draft 4', { $schema: 'http://json-schema.org/draft-04/schema#', id: 'http://x.example/y', ...plain }],
  ['bounds of draft 4', withN({ type: 'integer', minimum: 0, exclusiveMinimum: true })],
  ['a reference', { $ref: '#/$defs/Tick', $defs: { Tick: plain } }],
  ['definitions', { definitions: { Tick: plain } }],
  ['a recursive reference in another field', { ...plain, properties: { ...properties, next: { $ref: '#' } } }],
  ['patternProperties', { ...plain, properties: {}, patternProperties: { '^n$': properties.n, '^s$': properties.s } }],
  ['anyOf with false', { anyOf: [plain, false] }],
  ['a condition that the example satisfies', { ...plain, if: { required: ['zz'] }, else: { required: ['s'] } }],
])('compatible: %s', async (_, schema) => expect(await verdict(schema)).toBe(0));

test.each([
  ['nullable of OpenAPI 3.0', withN({ type: 'integer', nullable: true })],
  ['a write-only field', withS({ type: 'string', writeOnly: true })],
  ['an unknown type', { ...plain, type: 'objekt' }],
  ['a type that is not a name', withN({ type: 5 })],
  ['a reference to itself', { $ref: '#' }],
  [
    'two definitions that refer to each other',
    { $ref: '#/$defs/A', $defs: { A: { $ref: '#/$defs/B' }, B: { $ref: '#/$defs/A' } } },
  ],
  ['a reference to a file', withS({ $ref: 'package.json' })],
  ['a reference to a URL', withS({ $ref: 'http://127.0.0.1:9/x.json' })],
  ['a dynamic reference', withN({ $dynamicRef: '#n' })],
  ['a schema that allows any value', withN(true)],
  ['not, for a required field', { ...plain, not: { required: ['n'] } }],
  ['not, for every value of a type', withN({ type: 'integer', not: { type: 'integer' } })],
  ['maxProperties', { ...plain, maxProperties: 1 }],
  ['propertyNames', { ...plain, propertyNames: { pattern: '^n$' } }],
  ['dependentRequired', { ...plain, dependentRequired: { n: ['zz'] } }],
])('undetermined: %s', async (_, schema) => expect(await verdict(schema)).toBe(2));

test.each([
  ['a field that must not exist', withN(false)],
  ['another value', withN({ const: 'a' })],
  ['bounds that allow no number', withN({ type: 'integer', minimum: 2, maximum: 1 })],
  ['bounds that allow no string', withS({ allOf: [{ type: 'string', minLength: 3 }, { maxLength: 2 }] })],
])('breaking: %s', async (_, schema) => expect(await verdict(schema)).toBe(1));

test.each([
  ['a reference without a target', withN({ $ref: '#/nope' })],
  ['a list', []],
  ['a boolean', true],
])('not a readable schema: %s', async (_, schema) => {
  await expect(verdict(schema as object)).rejects.toMatchObject({ code: 'SCHEMA_UNREADABLE' });
});
