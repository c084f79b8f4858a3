import { readFileSync } from 'node:fs';
import { apiInteractions } from '../../src/contracts/api-checks.ts';
import { consumer, declaredInteractions, interactions, provider } from '../../src/contracts/interactions.ts';

// What core, the broker and the next reader find under pacts/. That it is fresh is for `npm run pact:check` to say.
const pact = JSON.parse(readFileSync('pacts/market_data_pipeline-market-data-core.json', 'utf8'));
const found = (description: string) =>
  pact.interactions.find((interaction: { description: string }) => interaction.description === description);

test('it is a V4 pact between the pipeline and core', () => {
  expect([pact.consumer.name, pact.provider.name]).toEqual([consumer, provider]);
  expect(pact.metadata.pactSpecification.version).toBe('4.0');
  expect(pact.interactions).toHaveLength(declaredInteractions.length);
});

test.each(interactions)('$description: its state, its example, its media type, its pins', (declared) => {
  const { state, example, pinned } = declared;
  const interaction = found(declared.description);
  expect(interaction).toMatchObject({
    type: 'Asynchronous/Messages',
    providerStates: [state],
    contents: { contentType: 'application/json', encoded: false, content: example },
    metadata: { contentType: 'application/json' },
  });
  const equal = Object.entries<{ matchers: { match: string }[] }>(interaction.matchingRules.body)
    .filter(([, { matchers }]) => matchers.some(({ match }) => match === 'equality'))
    .map(([path]) => path);
  expect(equal.sort()).toEqual(pinned.map((field) => `$.${field}`).sort());
});

test.each(apiInteractions)('$check: the whole answer is pinned, but for the version', ({ description, example }) => {
  const interaction = found(description);
  expect(interaction).toMatchObject({ type: 'Asynchronous/Messages', contents: { content: example } });
  expect(interaction.providerStates).toBeUndefined();
  const byType = Object.entries<{ matchers: { match: string }[] }>(interaction.matchingRules.body)
    .filter(([, { matchers }]) => matchers.every(({ match }) => match === 'type'))
    .map(([path]) => path);
  expect(byType).toEqual('version' in example ? ['$.version'] : []);
});

test('what Pact cannot check stands beside it', () => {
  expect(found('a RateAdjustment with reason soft').comments.text).toEqual([
    '$.scale must be at least 0; Pact does not check this.',
    '$.scale must be at most 1; Pact does not check this.',
  ]);
});
