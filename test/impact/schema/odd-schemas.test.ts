import { compareWithPacts } from '../../../src/impact/schema/compare.ts';
import { verdictOf } from '../../../src/impact/schema/finding.ts';
import { proposeDocument } from '../../../src/impact/schema/propose-document.ts';
import { readSchema } from '../../../src/impact/schema/read-schema.ts';

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
  const propose = proposeDocument(await readSchema(schema, 'it'), scope);
  return verdictOf(compareWithPacts([{ consumer: 'c', versions: [], url: 'u', pact }], propose, scope));
}

test.each([
  ['a plain one', plain],
  ['draft 4', { $schema: 'http://json-schema.org/draft-04/schema#', id: 'http://x.example/y', ...plain }],
  ['bounds of draft 4', withN({ type: 'integer', minimum: 0, exclusiveMinimum: true })],
  ['a reference', { $ref: '#/$defs/Tick', $defs: { Tick: plain } }],
  ['definitions', { definitions: { Tick: plain } }],
  ['one that refers to itself elsewhere', { ...plain, properties: { ...properties, next: { $ref: '#' } } }],
  ['fields by pattern', { ...plain, properties: {}, patternProperties: { '^n$': properties.n, '^s$': properties.s } }],
  ['a false alternative', { anyOf: [plain, false] }],
  ['a condition that holds', { ...plain, if: { required: ['zz'] }, else: { required: ['s'] } }],
])('kept: %s', async (_, schema) => expect(await verdict(schema)).toBe(0));

test.each([
  ['null is let in as in OpenAPI 3.0', withN({ type: 'integer', nullable: true })],
  ['a field that answers leave out', withS({ type: 'string', writeOnly: true })],
  ['a type that nobody knows', { ...plain, type: 'objekt' }],
  ['a type that is no name', withN({ type: 5 })],
  ['it only refers to itself', { $ref: '#' }],
  [
    'two that refer to each other',
    { $ref: '#/$defs/A', $defs: { A: { $ref: '#/$defs/B' }, B: { $ref: '#/$defs/A' } } },
  ],
  ['a file, which is not read', withS({ $ref: 'package.json' })],
  ['an address, which is not asked', withS({ $ref: 'http://127.0.0.1:9/x.json' })],
  ['a dynamic reference', withN({ $dynamicRef: '#n' })],
  ['anything goes', withN(true)],
  ['it forbids what it asks for', { ...plain, not: { required: ['n'] } }],
  ['it forbids every value', withN({ type: 'integer', not: { type: 'integer' } })],
  ['two fields do not go together', { ...plain, maxProperties: 1 }],
  ['a name is not allowed', { ...plain, propertyNames: { pattern: '^n$' } }],
  ['another field is asked for', { ...plain, dependentRequired: { n: ['zz'] } }],
])('cannot tell: %s', async (_, schema) => expect(await verdict(schema)).toBe(2));

test.each([
  ['no such field', withN(false)],
  ['another value', withN({ const: 'a' })],
  ['no number is left', withN({ type: 'integer', minimum: 2, maximum: 1 })],
  ['no text is left', withS({ allOf: [{ type: 'string', minLength: 3 }, { maxLength: 2 }] })],
])('broken: %s', async (_, schema) => expect(await verdict(schema)).toBe(1));

test.each([
  ['a reference that leads nowhere', withN({ $ref: '#/nope' })],
  ['a list', []],
  ['a yes', true],
])('not readable: %s', async (_, schema) => {
  await expect(verdict(schema as object)).rejects.toMatchObject({ code: 'SCHEMA_UNREADABLE' });
});
