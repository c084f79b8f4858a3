import { compareWithPacts } from '../../../src/impact/schema/compare-pacts.ts';
import { type Finding, findVerdict } from '../../../src/impact/schema/finding.ts';
import { proposeDocument } from '../../../src/impact/schema/propose-document.ts';

const object = { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] };

/** Compares the schema of an object with a response or a message. */
function compare(interaction: object): Finding[] {
  const pact = { interactions: [{ description: 'x', ...interaction }] };
  const scope = { interactions: ['x'], bodiesOnly: true };
  return compareWithPacts([{ consumer: 'c', versions: [], url: 'u', pact }], proposeDocument(object, scope), scope);
}

const response = (body: unknown, type?: string) => ({
  response: { status: 200, body, ...(type && { headers: { 'Content-Type': type } }) },
});
const message = (contents: unknown) => ({ type: 'Asynchronous/Messages', contents });

test.each([
  ['XML', response('<a/>', 'application/xml'), 'application/xml'],
  ['a form', response('a=1', 'application/x-www-form-urlencoded'), 'application/x-www-form-urlencoded'],
  ['text without a content type', response('just text'), 'text'],
  ['an image', response({ content: 'iVBORw==', contentType: 'image/png', encoded: 'base64' }), 'image/png'],
  [
    'a message of a Pact plugin',
    message({ content: 'CgQ=', contentType: 'application/protobuf', encoded: 'base64' }),
    'application/protobuf',
  ],
  ['encoded JSON', message({ content: 'eyJhIjoxfQ==', contentType: 'application/json', encoded: 'base64' }), 'json'],
])('a JSON Schema is not compared with %s', (_, interaction, format) => {
  const found = compare(interaction);
  expect([findVerdict(found), found.map(({ detail }) => detail)]).toEqual([2, [expect.stringContaining(format)]]);
});

test.each([
  ['JSON without a content type', response({ a: 1 })],
  ['JSON of another content type', response({ a: 1 }, 'application/vnd.x+json')],
  ['wrapped JSON', message({ content: { a: 1 }, contentType: 'application/json', encoded: false })],
])('a JSON Schema is compared with %s', (_, interaction) => {
  expect(compare(interaction).map(({ path }) => path)).toContain('$.a');
});

test('an object instead of a JSON string is breaking', () => {
  expect(findVerdict(compare(response('soft', 'application/json')))).toBe(1);
});

test('a schema of messages is not compared with the use of an API', () => {
  const states = [{ name: 'the consumer uses a name of the provider', params: {} }];
  expect(compare({ ...message({ content: { fits: true } }), providerStates: states })).toEqual([]);
});
