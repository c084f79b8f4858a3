import { readFileSync } from 'node:fs';
import { apiInteractions } from '../../src/contracts/api-checks.ts';
import { consumer, declaredInteractions, interactions, provider } from '../../src/contracts/interactions.ts';

// The committed pact, as core and the broker read it. `npm run pact:check` checks that it is up to date.
const pact = JSON.parse(readFileSync('pacts/market_data_pipeline-market-data-core.json', 'utf8'));
const found = (description: string) =>
  pact.interactions.find((interaction: { description: string }) => interaction.description === description);

test('the committed pact is a V4 pact between the pipeline and core', () => {
  expect([pact.consumer.name, pact.provider.name]).toEqual([consumer, provider]);
  expect(pact.metadata.pactSpecification.version).toBe('4.0');
  expect(pact.interactions).toHaveLength(declaredInteractions.length);
});

test.each(interactions)('$description has its state, example, media type and pinned fields', (declared) => {
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

test.each(apiInteractions)('$check pins the whole answer except the version', ({ description, example }) => {
  const interaction = found(description);
  expect(interaction).toMatchObject({ type: 'Asynchronous/Messages', contents: { content: example } });
  expect(interaction.providerStates).toBeUndefined();
  const byType = Object.entries<{ matchers: { match: string }[] }>(interaction.matchingRules.body)
    .filter(([, { matchers }]) => matchers.every(({ match }) => match === 'type'))
    .map(([path]) => path);
  expect(byType).toEqual('version' in example ? ['$.version'] : []);
});

test('the unchecked rules are comments of the interaction', () => {
  expect(found('a RateAdjustment with reason soft').comments.text).toEqual([
    '$.scale must be at least 0; Pact does not check this.',
    '$.scale must be at most 1; Pact does not check this.',
  ]);
});
