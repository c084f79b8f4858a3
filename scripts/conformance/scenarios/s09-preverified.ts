import { publish, verify } from '../publications.ts';
import { get, post, type Scenario, setUp } from '../scenario.ts';

const may = (version: string) =>
  `/matrix?q[][pacticipant]=Cobbler&q[][version]=${version}&latestby=cvpv&environment=bootroom`;
const version = (number: string) => ({ consumer: 'Cobbler', version: number, provider: 'Tannery', branch: 'main' });

export const s09: Scenario = {
  id: 'S9',
  title: 'content that was verified once is verified for every version that has it',
  pacticipants: ['Cobbler', 'Tannery'],
  environments: ['bootroom'],
  steps: [
    post(
      'an environment',
      '/environments',
      { name: 'bootroom', production: false },
      {
        compare: 'status',
        save: { environment: 'uuid' },
      },
    ),
    setUp(publish('publish version 1', version('1'))),
    setUp(publish('version 2 with the same content', version('2'))),
    get('its results', '/pacts/provider/Tannery/consumer/Cobbler/version/1', {
      compare: 'status',
      save: { results: '_links.pb:publish-verification-results.href' },
    }),
    verify('one success', '{{results}}', '8', true, { save: { result: 'headers.location' } }),
    setUp(post('deployed', '/pacticipants/Tannery/versions/8/deployed-versions/environment/{{environment}}', {})),
    get('may version 1', may('1')),
    get('may version 2', may('2'), { save: { 'its result': 'matrix.0.verificationResult._links.self.href' } }),
    get('the result that version 2 links', '{{its result}}'),
    publish('version 3 afterwards', version('3')),
    get('may version 3', may('3')),
    get('both sides', '/matrix?q[][pacticipant]=Cobbler&q[][pacticipant]=Tannery&latestby=cvpv'),
    get('the results of version 3', '/verification-results/consumer/Cobbler/version/3/latest'),
    publish('version 4 with other content', { ...version('4'), descriptions: ['a boot'] }),
    get('may version 4', may('4')),
  ],
};
