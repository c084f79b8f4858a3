import { publish, verify } from '../publications.ts';
import { get, put, type Scenario, setUp } from '../scenario.ts';

const merge = '/matrix?q[][pacticipant]=Juggler&q[][version]=1&latestby=cvp&latest=true&mainBranch=true';

export const s35: Scenario = {
  id: 'S35',
  title: 'may it be merged',
  pacticipants: ['Juggler', 'Circus'],
  steps: [
    setUp(publish('a pact', { consumer: 'Juggler', version: '1', provider: 'Circus', branch: 'feat' })),
    get('the provider has no main branch', merge),
    setUp(put('a main branch', '/pacticipants/Circus/branches/main/versions/3', {})),
    get('nothing verified', merge),
    get('results', '/pacts/provider/Circus/consumer/Juggler/version/1', {
      compare: 'status',
      save: { results: '_links.pb:publish-verification-results.href' },
    }),
    verify('verified', '{{results}}', '3', true, { compare: 'status' }),
    get('verified by the head', merge),
    setUp(put('a newer head', '/pacticipants/Circus/branches/main/versions/4', {})),
    get('verified before the head', merge),
    get('the provider', '/matrix?q[][pacticipant]=Circus&q[][version]=4&latestby=cvp&latest=true&mainBranch=true'),
    verify('the head fails', '{{results}}', '4', false, { compare: 'status' }),
    get('the head fails, asked', merge),
    get('without the latest', '/matrix?q[][pacticipant]=Juggler&q[][version]=1&latestby=cvp&mainBranch=true'),
  ],
};
