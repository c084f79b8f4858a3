import { publish, verify } from '../publications.ts';
import { get, post, type Scenario, setUp } from '../scenario.ts';

const matrix = '/matrix?q[][pacticipant]=Falcon&q[][version]=1&latestby=cvpv&environment=lagoon-live';
const deploy = (version: string) =>
  `/pacticipants/Gully/versions/${version}/deployed-versions/environment/{{environment}}`;

export const s07: Scenario = {
  id: 'S7',
  title: 'a consumer may go out once its provider is there and verified',
  pacticipants: ['Falcon', 'Gully'],
  environments: ['lagoon-live'],
  steps: [
    post(
      'an environment',
      '/environments',
      { name: 'lagoon-live', displayName: 'Lagoon', production: true },
      {
        save: { environment: 'uuid' },
      },
    ),
    setUp(publish('a pact', { consumer: 'Falcon', version: '1', provider: 'Gully', branch: 'main' })),
    get('no provider there', matrix),
    get('its results', '/pacts/provider/Gully/consumer/Falcon/version/1', {
      compare: 'status',
      save: { results: '_links.pb:publish-verification-results.href' },
    }),
    verify('a success', '{{results}}', '10', true, { compare: 'status' }),
    get('verified, but not there', matrix),
    post('the provider is deployed', deploy('10'), {}),
    get('verified and there', matrix),
    get('verified and there, in words', matrix, { accept: 'text/plain' }),
    get('by the short way', '/can-i-deploy?pacticipant=Falcon&version=1&environment=lagoon-live'),
    verify('a failure of the next version', '{{results}}', '11', false, { compare: 'status' }),
    setUp(post('the failing one is deployed', deploy('11'), {})),
    get('the failing one is there', matrix),
    verify('no longer failing', '{{results}}', '11', true, { compare: 'status' }),
    get('the success counts', matrix),
    get('an unknown environment', '/matrix?q[][pacticipant]=Falcon&q[][version]=1&latestby=cvpv&environment=mirage'),
  ],
};
