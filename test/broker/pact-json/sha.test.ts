import { readFileSync } from 'node:fs';
import type { Json, JsonObject } from '../../../src/broker/pact-json/json.ts';
import { parseJson } from '../../../src/broker/pact-json/json-reader.ts';
import { listInteractions } from '../../../src/broker/pact-json/pact-content.ts';
import { storedPact } from '../../../src/broker/pact-json/parsed-pact.ts';
import { pactSha } from '../../../src/broker/pact-json/sha.ts';

interface Vector {
  readonly name: string;
  readonly content: string;
  readonly sha: string;
  readonly ids: (string | null)[];
}

const pact = (text: string) => parseJson(text) as JsonObject;
const golden = new URL('../../golden/pact-sha.json', import.meta.url);
const vectors: Vector[] = JSON.parse(readFileSync(golden, 'utf8'));

/** SHAs and ids that the official broker (2.120.0, json gem 2.21.2) computes for these documents. */
test.each(vectors.map((vector) => [vector.name, vector] as const))('the SHA of %s', (_, { content, sha, ids }) => {
  expect(pactSha(pact(content))).toBe(sha);
  const kept = storedPact(pact(content));
  expect(listInteractions(kept).map((interaction) => interaction.get('_id'))).toEqual(ids.filter((id) => id !== null));
});

test.each<[string, string, string]>([
  ['description', '{"interactions":[{"description":"a"}]}', '{"interactions":[{"description":"b"}]}'],
  ['specification', '{"interactions":[]}', '{"interactions":[],"metadata":{"pactSpecification":{"version":"4.0"}}}'],
  ['80 and 80.0', '{"interactions":[80]}', '{"interactions":[80.0]}'],
  ['long integers', '{"interactions":[9007199254740993]}', '{"interactions":[9007199254740992]}'],
])('another %s is another pact version', (_, one, other) => {
  expect(pactSha(pact(one))).not.toBe(pactSha(pact(other)));
});

test('the id is the first member of an interaction', () => {
  const kept = storedPact(pact('{"interactions":[{"b":1,"a":2},{"c":3,"_id":"mine"}]}'));
  expect(listInteractions(kept).map((interaction) => [...interaction.keys()])).toEqual([
    ['_id', 'b', 'a'],
    ['_id', 'c'],
  ]);
});

test('an id that was sent is preserved', () => {
  const kept = storedPact(pact('{"interactions":[{"_id":"mine"}]}'));
  expect(listInteractions(kept)[0]?.get('_id')).toBe('mine');
});

test('members that the broker adds to responses are not stored', () => {
  const kept = storedPact(pact('{"_links":{},"createdAt":"x","a":1,"interactions":[]}'));
  expect([...kept.keys()]).toEqual(['a', 'interactions'] satisfies Json);
});
