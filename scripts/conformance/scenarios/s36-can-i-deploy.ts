import { publish, verify } from '../publications.ts';
import { get, post, put, request, type Scenario, setUp } from '../scenario.ts';

const ask = (rest: string) => `/can-i-deploy?pacticipant=Beekeeper&version=1${rest}`;

export const s36: Scenario = {
  id: 'S36',
  title: 'the short way to ask',
  pacticipants: ['Beekeeper', 'Orchard'],
  environments: ['heath'],
  steps: [
    post(
      'an environment',
      '/environments',
      { name: 'heath', production: true },
      { compare: 'status', save: { heath: 'uuid' } },
    ),
    setUp(
      publish('a pact', { consumer: 'Beekeeper', version: '1', provider: 'Orchard', branch: 'main', tags: ['may'] }),
    ),
    get('nothing said', '/can-i-deploy'),
    get('no version', '/can-i-deploy?pacticipant=Beekeeper&environment=heath'),
    get('empty values', '/can-i-deploy?pacticipant=&version=&environment='),
    get('neither tag nor environment', ask('')),
    get('tag and environment', ask('&environment=heath&to=june')),
    get('wrong, as problem+json', ask(''), { accept: 'application/problem+json' }),
    get('an unknown pacticipant', '/can-i-deploy?pacticipant=Nobody&version=1&environment=heath'),
    get('an unknown version', '/can-i-deploy?pacticipant=Beekeeper&version=9&environment=heath'),
    get('an unknown environment', ask('&environment=moon')),
    get('to the environment', ask('&environment=heath')),
    get('to a tag', ask('&to=june')),
    get('results', '/pacts/provider/Orchard/consumer/Beekeeper/version/1', {
      compare: 'status',
      save: { results: '_links.pb:publish-verification-results.href' },
    }),
    verify('verified', '{{results}}', '5', true, { compare: 'status' }),
    setUp(put('tagged', '/pacticipants/Orchard/versions/5/tags/june', {})),
    get('to the tag now', ask('&to=june')),
    setUp(post('deployed', '/pacticipants/Orchard/versions/5/deployed-versions/environment/{{heath}}', {})),
    get('to the environment now', ask('&environment=heath')),
    get('in words', ask('&environment=heath'), { accept: 'text/plain' }),
    get('in words above all', ask('&environment=heath'), { accept: 'application/hal+json;q=0.5, text/plain' }),
    get('in any words', ask('&environment=heath'), { accept: 'text/*' }),
    get('as any data', ask('&environment=heath'), { accept: 'application/*;q=0.1' }),
    get('from tag to tag', '/pacticipants/Beekeeper/latest-version/may/can-i-deploy/to/june'),
    get('from an unknown tag', '/pacticipants/Beekeeper/latest-version/zzz/can-i-deploy/to/june'),
    get(
      'from branch to environment',
      '/pacticipants/Beekeeper/branches/main/latest-version/can-i-deploy/to-environment/heath',
    ),
    get(
      'from an unknown branch',
      '/pacticipants/Beekeeper/branches/zzz/latest-version/can-i-deploy/to-environment/heath',
    ),
    get(
      'to an unknown environment',
      '/pacticipants/Beekeeper/branches/main/latest-version/can-i-deploy/to-environment/moon',
    ),
    request('OPTIONS', 'its options', '/can-i-deploy'),
  ],
};
