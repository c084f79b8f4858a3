import { publish } from '../publications.ts';
import { get, type Scenario, setUp } from '../scenario.ts';

export const s11: Scenario = {
  id: 'S11',
  title: 'asking about what is not there',
  pacticipants: ['Weasel', 'Burrow'],
  steps: [
    setUp(publish('a pact', { consumer: 'Weasel', version: '1', provider: 'Burrow', branch: 'main', tags: ['dusk'] })),
    get('an unknown version', '/matrix?q[][pacticipant]=Weasel&q[][version]=99&latestby=cvp&latest=true&tag=dusk'),
    get('an unknown version alone', '/matrix?q[][pacticipant]=Weasel&q[][version]=99&latestby=cvp&latest=true'),
    get(
      'an unknown provider version',
      '/matrix?q[][pacticipant]=Weasel&q[][version]=1&q[][pacticipant]=Burrow&q[][version]=9.9&latestby=cvpv',
    ),
    get(
      'two unknown versions',
      '/matrix?q[][pacticipant]=Weasel&q[][version]=8&q[][pacticipant]=Burrow&q[][version]=9',
    ),
    get('an unknown tag', '/matrix?q[][pacticipant]=Weasel&q[][tag]=dawn&latestby=cvp'),
    get('the latest of an unknown tag', '/matrix?q[][pacticipant]=Weasel&q[][latest]=true&q[][tag]=dawn&latestby=cvp'),
    get('an unknown branch', '/matrix?q[][pacticipant]=Weasel&q[][branch]=dawn&latestby=cvp'),
    get('the latest of an unknown branch', '/matrix?q[][pacticipant]=Weasel&q[][latest]=true&q[][branch]=dawn'),
    get('the main branch of a provider without one', '/matrix?q[][pacticipant]=Burrow&q[][mainBranch]=true'),
    get('the latest version of a provider without any', '/matrix?q[][pacticipant]=Burrow&q[][latest]=true'),
    get('an unknown pacticipant', '/matrix?q[][pacticipant]=Wiffle&q[][version]=1&latestby=cvpv'),
    get('two unknown pacticipants', '/matrix?q[][pacticipant]=Wiffle&q[][pacticipant]=Meep&latestby=cvpv'),
    get('no selectors', '/matrix?latestby=cvpv'),
    get('no query', '/matrix'),
    get('an empty selector', '/matrix?q[]=&latestby=cvpv'),
    get('a selector that is text', '/matrix?q=Weasel'),
    get('a version without a pacticipant', '/matrix?q[][version]=1'),
    get('version and latest', '/matrix?q[][pacticipant]=Weasel&q[][version]=1&q[][latest]=true&latestby=cvpv'),
    get('no limit', '/matrix?q[][pacticipant]=Weasel&q[][version]=1&limit=0'),
    get('tag and environment', '/matrix?q[][pacticipant]=Weasel&q[][version]=1&tag=dusk&environment=x'),
    get('latest and environment', '/matrix?q[][pacticipant]=Weasel&q[][version]=1&latest=true&environment=x'),
    get('tag and main branch', '/matrix?q[][pacticipant]=Weasel&q[][version]=1&latest=true&tag=a&mainBranch=true'),
    get('wrong, as problem+json', '/matrix?q[][pacticipant]=Wiffle', { accept: 'application/problem+json' }),
    get('as plain JSON alone', '/matrix?q[][pacticipant]=Weasel', { accept: 'application/json' }),
    get('an unknown way to choose', '/matrix?q[][pacticipant]=Weasel&q[][version]=1&latestby=zzz'),
  ],
};
