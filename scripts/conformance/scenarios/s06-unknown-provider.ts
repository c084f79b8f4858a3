import { publish } from '../publications.ts';
import { get, post, request, type Scenario, setUp } from '../scenario.ts';

export const s06: Scenario = {
  id: 'S6',
  title: 'pacts for verification of a provider without any',
  pacticipants: ['Lantern', 'Cellar'],
  steps: [
    get('an unknown provider', '/pacts/provider/Nobody/for-verification'),
    post('selecting for an unknown provider', '/pacts/provider/Nobody/for-verification', {}),
    post('invalid selectors for an unknown provider', '/pacts/provider/Nobody/for-verification', {
      consumerVersionSelectors: 1,
    }),
    get('an unknown provider, as problem+json', '/pacts/provider/Nobody/for-verification', {
      accept: 'application/problem+json',
    }),
    setUp(publish('a pact', { consumer: 'Lantern', version: '1', provider: 'Cellar', branch: 'main' })),
    post('selectors that match nothing', '/pacts/provider/Cellar/for-verification', {
      consumerVersionSelectors: [{ branch: 'elsewhere' }],
    }),
    get('a provider that is only a consumer', '/pacts/provider/Lantern/for-verification'),
    post('without a body', '/pacts/provider/Cellar/for-verification', ''),
    post('with malformed JSON', '/pacts/provider/Cellar/for-verification', '{bad'),
    post('with a list', '/pacts/provider/Cellar/for-verification', []),
    post('as text', '/pacts/provider/Cellar/for-verification', '{}', { type: 'text/plain' }),
    get(
      'with a query',
      '/pacts/provider/Cellar/for-verification?provider_version_branch=main&include_pending_status=true',
    ),
    request('OPTIONS', 'the options', '/pacts/provider/Cellar/for-verification'),
  ],
};
