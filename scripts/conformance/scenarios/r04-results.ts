import { publish, verify } from '../publications.ts';
import { get, post, put, type Scenario, type Step, setUp } from '../scenario.ts';

const pair = '/pacts/provider/Umpire/consumer/Batsman';
const published = (version: string, tags: string[]): Step =>
  setUp(publish(`version ${version}`, { consumer: 'Batsman', version, provider: 'Umpire', branch: 'main', tags }));

export const r04: Scenario = {
  id: 'R4',
  title: 'results, wherever they can be read',
  pacticipants: ['Batsman', 'Umpire', 'Bowler'],
  steps: [
    published('1', ['over']),
    get('no result yet', '/verification-results/consumer/Batsman/version/1/latest'),
    get('no latest result yet', `${pair}/latest/verification-results/latest`),
    published('2', ['over', 'innings']),
    setUp(publish('another consumer', { consumer: 'Bowler', version: '1', provider: 'Umpire', branch: 'main' })),
    get('the content', `${pair}/version/1`, {
      compare: 'status',
      save: { sha: '_links.pb:pact-version.name', results: '_links.pb:publish-verification-results.href' },
    }),
    setUp(put('the provider is on a branch', '/pacticipants/Umpire/branches/main/versions/5', {})),
    setUp(put('the provider is tagged', '/pacticipants/Umpire/versions/5/tags/day', {})),
    verify('a success', '{{results}}', '5', true, { save: { result: 'headers.location' } }),
    verify('a failure', '{{results}}', '6', false),
    post(
      'with everything',
      '{{results}}',
      {
        success: true,
        providerApplicationVersion: '7',
        buildUrl: 'http://ci.example.org/7',
        executionDate: '2026-01-02',
        wip: true,
        pending: true,
        verifiedBy: { implementation: 'x', version: '1' },
        testResults: [{ any: ['thing', 1, 1.5, null, { deep: true }] }],
        more: 'than known',
      },
      { save: { full: 'headers.location' } },
    ),
    get('one', '{{result}}'),
    get('one, as plain JSON', '{{result}}', { accept: 'application/json' }),
    get('one with everything', '{{full}}'),
    get('an unknown one', `${pair}/pact-version/{{sha}}/verification-results/999999`),
    get('all', `${pair}/pact-version/{{sha}}/verification-results/all`),
    get('the latest of a content', `${pair}/pact-version/{{sha}}/verification-results/latest`),
    get('the latest of a version', `${pair}/version/1/verification-results/latest`),
    get('the latest of the latest', `${pair}/latest/verification-results/latest`),
    get('the latest of the latest with a tag', `${pair}/latest/innings/verification-results/latest`),
    get('the latest with an unknown tag', `${pair}/latest/zzz/verification-results/latest`),
    get('the latest of an unknown version', `${pair}/version/99/verification-results/latest`),
    get('a summary by consumer version', '/verification-results/consumer/Batsman/version/2/latest'),
    get('a summary without results', '/verification-results/consumer/Bowler/version/1/latest'),
    get('a summary of an unknown version', '/verification-results/consumer/Batsman/version/99/latest'),
    get('a summary of an unknown consumer', '/verification-results/consumer/Nobody/version/1/latest'),
    get('what it triggered', '{{result}}/triggered-webhooks'),
    get('the pact with its results', `${pair}/version/2`),
    get('the provider version', '/pacticipants/Umpire/versions/5'),
    post('with metadata of no meaning', `${pair}/pact-version/{{sha}}/metadata/abc/verification-results`, {
      success: true,
      providerApplicationVersion: '8',
    }),
    post('with metadata that names a version', `${pair}/pact-version/{{sha}}/metadata/Y3ZuPTE/verification-results`, {
      success: true,
      providerApplicationVersion: '9',
    }),
  ],
};
