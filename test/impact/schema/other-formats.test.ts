import { compareWithPacts } from '../../../src/impact/schema/compare.ts';
import { type Finding, verdictOf } from '../../../src/impact/schema/finding.ts';
import { proposeDocument } from '../../../src/impact/schema/propose-document.ts';

const object = { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] };

/** What an object's schema means for an answer or a message that was written like this. */
function findings(interaction: object): Finding[] {
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
  ['a text of no type', response('just text'), 'text'],
  ['a picture', response({ content: 'iVBORw==', contentType: 'image/png', encoded: 'base64' }), 'image/png'],
  [
    "a plugin's message",
    message({ content: 'CgQ=', contentType: 'application/protobuf', encoded: 'base64' }),
    'application/protobuf',
  ],
  ['coded JSON', message({ content: 'eyJhIjoxfQ==', contentType: 'application/json', encoded: 'base64' }), 'json'],
])('a JSON Schema cannot tell what becomes of %s', (_, interaction, format) => {
  const found = findings(interaction);
  expect([verdictOf(found), found.map(({ says }) => says)]).toEqual([2, [expect.stringContaining(format)]]);
});

test.each([
  ['an object', response({ a: 1 })],
  ['an object of another type', response({ a: 1 }, 'application/vnd.x+json')],
  ['a wrapped one', message({ content: { a: 1 }, contentType: 'application/json', encoded: false })],
])('but what becomes of JSON: %s', (_, interaction) => {
  expect(findings(interaction).map(({ path }) => path)).toContain('$.a');
});

test('a JSON text where an object is proposed is retyped', () => {
  expect(verdictOf(findings(response('soft', 'application/json')))).toBe(1);
});
