import { readFileSync } from 'node:fs';
import { brokerSettings } from '../../src/broker/settings.ts';
import { unknownVariableWarnings } from '../../src/broker/unknown-variables.ts';
import { useBroker } from '../support/use-broker.ts';

test('a variable that has no effect is reported with the nearest name', () => {
  expect(unknownVariableWarnings(['PACT_BROKER_BASE_URLS', 'PACT_BROKER_WEBHOOK_HOST_WHITLIST', 'PATH'])).toEqual([
    'warning: PACT_BROKER_WEBHOOK_HOST_WHITLIST has no effect. Did you mean PACT_BROKER_WEBHOOK_HOST_WHITELIST?',
  ]);
});

test.each([
  ['a setting that only the official broker has', 'PACT_BROKER_LOG_LEVEL', /: it is a setting of the official broker/],
  ['a name that is similar to none', 'PACT_BROKER_COLOUR_OF_PAGES', /: this broker has no such setting\.$/],
])('for %s, no other name is suggested', (_, name, reason) => {
  const [warning] = unknownVariableWarnings([name]);
  expect(warning).toMatch(reason);
  expect(warning).not.toContain('Did you mean');
});

test('every documented variable has an effect', () => {
  const documents = ['.env.example', 'docs/settings.md'].map((file) => readFileSync(file, 'utf8')).join('\n');
  const names = new Set([...documents.matchAll(/PACT_BROKER_[A-Z_]*[A-Z]\b(?!_)/g)].map(([name]) => name));
  expect(names.size).toBeGreaterThan(40);
  expect(unknownVariableWarnings(names)).toEqual([]);
});

describe('PACT_BROKER_CHECK_FOR_POTENTIAL_DUPLICATE_PACTICIPANT_NAMES', () => {
  const settings = brokerSettings({ PACT_BROKER_CHECK_FOR_POTENTIAL_DUPLICATE_PACTICIPANT_NAMES: 'false' });
  const broker = useBroker(settings);
  const put = (consumer: string) =>
    broker.ask('PUT', `/pacts/provider/core/consumer/${consumer}/version/1`, { interactions: [] });

  test('false accepts a new name that is similar to an existing one', async () => {
    expect([(await put('heron')).status, (await put('Heron-Service')).status]).toEqual([201, 201]);
    await broker.restart({ checksSimilarNames: true });
    expect([(await put('otter')).status, (await put('Otter-Service')).status]).toEqual([201, 409]);
  });
});
