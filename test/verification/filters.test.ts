import { loadConfig } from '../../src/config/config.ts';
import { assertNoFilters } from '../../src/verification/verify.ts';

test.each([
  [{ PACT_DESCRIPTION: 'a FeedbackEvent', PACT_PROVIDER_NO_STATE: 'true' }, 'PACT_DESCRIPTION, PACT_PROVIDER_NO_STATE'],
  [{ PACT_PROVIDER_STATE: 'x' }, 'PACT_PROVIDER_STATE'],
])('filters are refused: %j', (env, names) => {
  expect(() => assertNoFilters(loadConfig(env, 'none'))).toThrow(`${names} would filter`);
});

test('an empty filter is accepted', () => {
  expect(() => assertNoFilters(loadConfig({ PACT_DESCRIPTION: '' }, 'none'))).not.toThrow();
});
