import type { NormalisationContext } from '../../../scripts/conformance/neutral-text.ts';
import { normalise } from '../../../scripts/conformance/normalise.ts';
import { type Details, get } from '../../../scripts/conformance/scenario.ts';

const uuid = '11111111-2222-4333-8444-555555555555';
const run = (kept: Record<string, string> = {}): NormalisationContext => ({
  base: 'http://127.0.0.1:9400',
  receiver: 'http://127.0.0.1:4711',
  saved: new Map(Object.entries(kept)),
  results: [],
});

function normalised(body: unknown, details: Details = {}, of = run(), type = 'application/json') {
  const scenario = { id: 'S0', title: 'x', pacticipants: ['Heron'], environments: ['marsh'], steps: [] };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return normalise({ status: 200, headers: { 'content-type': type }, text }, scenario, get('x', '/', details), of).body;
}

test.each([
  ['a URL', 'http://127.0.0.1:9400/a', '<broker>/a'],
  ['a date', '2026-11-22T03:04:05+00:00', '<date>'],
  ['a date in another format', '2026-11-22T03:04:05.123+00:00', '2026-11-22T03:04:05.123+00:00'],
  ['a day', 'Version 1 - 22/11/2026', 'Version 1 - <day>'],
  ['a uuid', uuid, '<uuid>'],
  ['metadata', '/metadata/Y3ZuPTE/verification-results', '/metadata/<metadata>/verification-results'],
  ['an error', 'with the reference NJcEYnhcEQ', 'with the reference <reference>'],
  ['a SHA, which is retained', '1e874f397fefa180dc27f11d9e0217d351a3065d', '1e874f397fefa180dc27f11d9e0217d351a3065d'],
])('the neutral text of %s', (_, text, neutral) => {
  expect(normalised({ text })).toEqual({ text: neutral });
});

test('a saved uuid is replaced with its name', () => {
  expect(normalised([uuid], {}, run({ first: uuid }))).toEqual(['<first>']);
});

test('results are numbered', () => {
  const links = ['/verification-results/205', '/verification-results/203', '/verification-results/205'];
  expect(normalised(links)).toEqual(['1', '2', '1'].map((number) => `/verification-results/<result ${number}>`));
});

test('80.0 is not 80', () => {
  expect(normalised('[80.0, 80, 1e400]')).toEqual(['<number 80.0>', 80, '<number 1e400>']);
});

test('items of other scenarios are removed from lists', () => {
  expect(normalised({ all: [{ name: 'Heron' }, { name: 'Stork' }] }, { ownItemsIn: ['all'] })).toEqual({
    all: [{ name: 'Heron' }],
  });
});

test('environments of other scenarios are removed from links', () => {
  const offers = [{ name: 'marsh' }, { name: 'production' }];
  expect(normalised({ _links: { 'pb:record-release': offers } })).toEqual({
    _links: { 'pb:record-release': [{ name: 'marsh' }] },
  });
});

test('only members and types are compared by shape', () => {
  const shape = { count: '<number>', distribution: '<counts>', list: ['<null>'] };
  expect(normalised({ count: 1, distribution: { 1: 5 }, list: [null] }, { compare: 'shape' })).toEqual(shape);
});
