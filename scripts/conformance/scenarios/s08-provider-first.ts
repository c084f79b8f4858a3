import { publish } from '../publications.ts';
import { get, post, put, type Scenario, setUp } from '../scenario.ts';

export const s08: Scenario = {
  id: 'S8',
  title: 'a provider may go out where no consumer is',
  pacticipants: ['Orchid', 'Trellis'],
  environments: ['glasshouse'],
  steps: [
    setUp(post('an environment', '/environments', { name: 'glasshouse', production: false })),
    setUp(publish('a pact', { consumer: 'Orchid', version: '1', provider: 'Trellis', branch: 'main' })),
    setUp(put('a provider version', '/pacticipants/Trellis/versions/5', {})),
    get('the provider', '/matrix?q[][pacticipant]=Trellis&q[][version]=5&latestby=cvpv&environment=glasshouse'),
    get('by the short way', '/can-i-deploy?pacticipant=Trellis&version=5&environment=glasshouse'),
    get('the consumer', '/matrix?q[][pacticipant]=Orchid&q[][version]=1&latestby=cvpv&environment=glasshouse'),
    get('to a tag', '/matrix?q[][pacticipant]=Trellis&q[][version]=5&latestby=cvp&latest=true&tag=bloom'),
  ],
};
