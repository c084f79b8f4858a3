import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { originOf, type PactOrigin, withoutOrigin, writeOrigin, writtenMessagesOf } from '../../src/pact/origin.ts';
import { USAGE_STATE } from '../../src/pact/usage-part.ts';
import { pipelineOrigin as python } from '../support/pipeline-pacts.ts';

const folder = mkdtempSync(join(tmpdir(), 'origin-'));
afterAll(() => rmSync(folder, { recursive: true }));

const committed = readFileSync('pacts/market_data_pipeline-market-data-core.json', 'utf8');

/** The text of a pact file with the origin added. */
function withOrigin(text: string, origin: PactOrigin): string {
  const file = join(folder, 'pact.json');
  writeFileSync(file, text);
  writeOrigin(file, origin);
  return readFileSync(file, 'utf8');
}

test('the committed pact states that the reference model wrote it', () => {
  expect(originOf(JSON.parse(committed))).toEqual({ code: 'reference' });
});

test('originOf reads what writeOrigin has written', () => {
  expect(originOf(JSON.parse(withOrigin(committed, python)))).toEqual(python);
});

test('writeOrigin counts the messages, and not what is about usage', () => {
  const usage = { providerStates: [{ name: USAGE_STATE }] };
  const pact = { interactions: [{ description: 'a' }, { description: 'b' }, usage], metadata: { 'pact-js': {} } };
  expect(writtenMessagesOf(JSON.parse(withOrigin(JSON.stringify(pact, undefined, 2), python)))).toBe(2);
});

test('a pact of an earlier version does not state its number of messages', () => {
  expect(writtenMessagesOf({ metadata: { 'market-data-contracts': { code: 'reference' } } })).toBeUndefined();
});

test('writeOrigin replaces an earlier origin', () => {
  expect(withOrigin(withOrigin(committed, python), { code: 'reference' })).toBe(committed);
});

test('writeOrigin changes no other byte, 1.0 included', () => {
  const text = '{\n  "interactions": [1.0],\n  "metadata": {\n    "pact-js": {}\n  }\n}';
  expect(withoutOrigin(withOrigin(text, python))).toBe(text);
});

test.each([
  ['no metadata', {}],
  ['no origin', { metadata: { 'pact-js': {} } }],
  ['an origin with an unknown field', { metadata: { 'market-data-contracts': { code: 'reference', by: 'hand' } } }],
])('a pact with %s has no origin', (_, pact) => expect(originOf(pact)).toBeUndefined());
