import { publish, verify } from '../publications.ts';
import { get, post, put, type Scenario, setUp } from '../scenario.ts';

const results = (name: string, version: string) =>
  get(`the results of version ${version}`, `/pacts/provider/Quarry/consumer/Marmot/version/${version}`, {
    compare: 'status',
    save: { [name]: '_links.pb:publish-verification-results.href' },
  });
const version = (number: string) => ({
  consumer: 'Marmot',
  version: number,
  provider: 'Quarry',
  descriptions: [`ask ${number}`],
});
const place = (kind: string, number: string) =>
  setUp(
    post(
      `version ${number} is ${kind}`,
      `/pacticipants/Marmot/versions/${number}/${kind}-versions/environment/{{e}}`,
      {},
    ),
  );

export const s10: Scenario = {
  id: 'S10',
  title: 'a failed and a missing result together leave it unknown',
  pacticipants: ['Marmot', 'Quarry'],
  environments: ['ridge'],
  steps: [
    post(
      'an environment',
      '/environments',
      { name: 'ridge', production: true },
      {
        compare: 'status',
        save: { e: 'uuid' },
      },
    ),
    ...['1', '2', '3'].map((number) => setUp(publish(`version ${number}`, version(number)))),
    place('deployed', '1'),
    place('released', '3'),
    setUp(put('a provider version', '/pacticipants/Quarry/branches/main/versions/p1', {})),
    results('third', '3'),
    verify('version 3 fails', '{{third}}', 'p1', false, { compare: 'status' }),
    get('the provider', '/matrix?q[][pacticipant]=Quarry&q[][version]=p1&latestby=cvpv&environment=ridge'),
    get('in words', '/matrix?q[][pacticipant]=Quarry&q[][version]=p1&latestby=cvpv&environment=ridge', {
      accept: 'text/plain',
    }),
    results('first', '1'),
    verify('version 1 succeeds', '{{first}}', 'p1', true, { compare: 'status' }),
    get('one success, one failure', '/can-i-deploy?pacticipant=Quarry&version=p1&environment=ridge'),
    verify('version 3 succeeds at last', '{{third}}', 'p1', true, { compare: 'status' }),
    get('all well', '/can-i-deploy?pacticipant=Quarry&version=p1&environment=ridge'),
    get('all results there ever were', '/matrix?q[][pacticipant]=Quarry&q[][version]=p1'),
  ],
};
