import { publish, verify } from '../publications.ts';
import { get, post, type Scenario, setUp } from '../scenario.ts';

const release = (number: string) =>
  setUp(
    post(`release ${number}`, `/pacticipants/Bakery/versions/${number}/released-versions/environment/{{shops}}`, {}),
  );
const ask = (latestby: string) =>
  `/matrix?q[][pacticipant]=Courier&q[][version]=1&latestby=${latestby}&environment=high-street`;

export const s12: Scenario = {
  id: 'S12',
  title: 'two released provider versions, and the older one fails',
  pacticipants: ['Courier', 'Bakery'],
  environments: ['high-street'],
  steps: [
    post(
      'an environment',
      '/environments',
      { name: 'high-street', production: true },
      {
        compare: 'status',
        save: { shops: 'uuid' },
      },
    ),
    setUp(publish('a pact', { consumer: 'Courier', version: '1', provider: 'Bakery', branch: 'main' })),
    get('its results', '/pacts/provider/Bakery/consumer/Courier/version/1', {
      compare: 'status',
      save: { results: '_links.pb:publish-verification-results.href' },
    }),
    verify('the older fails', '{{results}}', '1', false, { compare: 'status' }),
    verify('the newer succeeds', '{{results}}', '2', true, { compare: 'status' }),
    release('1'),
    release('2'),
    get('as clients of today ask', ask('cvpv')),
    get('as older clients ask', ask('cvp')),
    get('by pair', ask('cp')),
    get('by the short way', '/can-i-deploy?pacticipant=Courier&version=1&environment=high-street'),
    get('without choosing', '/matrix?q[][pacticipant]=Courier&q[][version]=1&environment=high-street'),
  ],
};
