import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { originOf, type PactOrigin, withoutOrigin, writeOrigin } from '../../src/pact/origin.ts';
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
