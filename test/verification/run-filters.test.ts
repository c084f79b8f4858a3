import { loadConfig } from '../../src/config/config.ts';
import { refuseFilters } from '../../src/verification/run-filters.ts';

test('filters that are set are refused, each by its name', () => {
  const config = loadConfig({ PACT_DESCRIPTION: 'a FeedbackEvent', PACT_PROVIDER_NO_STATE: 'true' }, 'none');
  expect(() => refuseFilters(config)).toThrow(/PACT_DESCRIPTION, PACT_PROVIDER_NO_STATE would filter/);
  expect(() => refuseFilters(loadConfig({ PACT_PROVIDER_STATE: 'x' }, 'none'))).toThrow(/PACT_PROVIDER_STATE/);
});

test('without them the run goes on', () => {
  expect(() => refuseFilters(loadConfig({ PACT_DESCRIPTION: '' }, 'none'))).not.toThrow();
});
