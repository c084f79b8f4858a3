import { contract, publish, publishBody, verify } from '../publications.ts';
import { get, post, type Scenario, setUp } from '../scenario.ts';

const ask = (rest: string) =>
  `/matrix?q[][pacticipant]=Farrier&q[][version]=1&latestby=cvpv&tag=fair&latest=true${rest}`;

export const s34: Scenario = {
  id: 'S34',
  title: 'ignored pacticipants and versions',
  pacticipants: ['Farrier', 'Anvil', 'Bellows'],
  steps: [
    setUp(
      post('a consumer of two', '/contracts/publish', {
        ...publishBody({ consumer: 'Farrier', version: '1', provider: 'Anvil', branch: 'main' }),
        contracts: [contract('Farrier', 'Anvil'), contract('Farrier', 'Bellows')],
      }),
    ),
    get('results', '/pacts/provider/Anvil/consumer/Farrier/version/1', {
      compare: 'status',
      save: { results: '_links.pb:publish-verification-results.href' },
    }),
    setUp(
      publish('another version', { consumer: 'Farrier', version: '2', provider: 'Anvil', descriptions: ['a shoe'] }),
    ),
    verify('one of the pacts is verified', '{{results}}', '5', true, { compare: 'status' }),
    get('nothing ignored', ask('')),
    get('one provider ignored', ask('&ignore[][pacticipant]=Bellows')),
    get('both ignored', ask('&ignore[][pacticipant]=Bellows&ignore[][pacticipant]=Anvil')),
    get('as text', ask('&ignore[][pacticipant]=Bellows'), { accept: 'text/plain' }),
    get('the pacticipant itself ignored', ask('&ignore[][pacticipant]=Farrier')),
    get('an unknown one ignored', ask('&ignore[][pacticipant]=Zed')),
    get('an unknown version ignored', ask('&ignore[][pacticipant]=Anvil&ignore[][version]=99')),
    get(
      'a version ignored',
      '/matrix?q[][pacticipant]=Anvil&q[][version]=5&q[][pacticipant]=Farrier&latestby=cvpv&ignore[][pacticipant]=Farrier&ignore[][version]=2',
    ),
    get('by /can-i-deploy', '/can-i-deploy?pacticipant=Farrier&version=1&to=fair&ignore[]=Bellows'),
    get(
      'by /can-i-deploy, with a pacticipant parameter',
      '/can-i-deploy?pacticipant=Farrier&version=1&to=fair&ignore[][pacticipant]=Bellows',
    ),
  ],
};
