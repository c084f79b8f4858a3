import { publish } from '../publications.ts';
import { del, get, patch, post, put, type Scenario, setUp } from '../scenario.ts';

const accept = 'application/hal+json';
const sha = '5556b8149bf8bac76bc30f50a8a2dd4c22c85f30';

export const a01: Scenario = {
  id: 'A1',
  title: 'the Ruby client on pacticipants, versions, tags and environments',
  pacticipants: ['Condor', 'Quotation Service', 'Mews'],
  environments: ['aviary', 'nest'],
  steps: [
    get('a pacticipant that is not there', '/pacticipants/Quotation%20Service'),
    patch(
      'its repository is registered',
      '/pacticipants/Quotation%20Service',
      { repositoryUrl: 'git@example.org:q.git' },
      {
        type: 'application/json',
      },
    ),
    patch(
      'again, when it is there',
      '/pacticipants/Quotation%20Service',
      { repositoryUrl: 'git@example.org:p.git' },
      {
        type: 'application/json',
      },
    ),
    get('the pacticipant', '/pacticipants/Quotation%20Service'),
    post(
      'created',
      '/pacticipants',
      { name: 'Mews', repositoryUrl: 'http://example.org', displayName: 'Mews' },
      { accept },
    ),
    patch(
      'updated',
      '/pacticipants/Mews',
      { name: 'Mews', repositoryUrl: 'http://example.org/2', mainBranch: 'trunk' },
      {
        type: 'application/json',
      },
    ),
    put('a version of one that is not there is tagged', '/pacticipants/Condor/versions/1.3.0/tags/prod', {}),
    put('and again', '/pacticipants/Condor/versions/1.3.0/tags/prod', {}),
    get('the latest version', '/pacticipants/Condor/latest-version'),
    get('the latest tagged version', '/pacticipants/Condor/latest-version/prod'),
    setUp(put('a branch', '/pacticipants/Condor/branches/main/versions/1.3.0', {})),
    del('the branch is deleted', '/pacticipants/Condor/branches/main'),
    post(
      'an environment is created',
      '/environments',
      {
        name: 'aviary',
        displayName: 'Aviary',
        production: false,
        contacts: [{ name: 'Bird Team', details: { emailAddress: 'birds@example.org' } }],
      },
      { save: { aviary: 'uuid' } },
    ),
    post(
      'another one',
      '/environments',
      { name: 'nest', production: false },
      { compare: 'status', save: { nest: 'uuid' } },
    ),
    get('the environments', '/environments', { ownItemsIn: ['_embedded.environments', '_links.pb:environments'] }),
    get('an environment', '/environments/{{aviary}}'),
    setUp(put('a version by its commit', `/pacticipants/Mews/versions/${sha}`, {})),
    get('the version, with where it may go', `/pacticipants/Mews/versions/${sha}`, {
      anyOrder: ['_links.pb:record-deployment', '_links.pb:record-release'],
    }),
    post(
      'deployed',
      `/pacticipants/Mews/versions/${sha}/deployed-versions/environment/{{aviary}}`,
      {
        target: 'customer-1',
      },
      { save: { deployed: 'uuid' } },
    ),
    get('found by pacticipant', '/environments/{{aviary}}/deployed-versions/currently-deployed?pacticipant=Mews'),
    patch('undeployed', '/deployed-versions/{{deployed}}', { currentlyDeployed: false }),
    post('released', `/pacticipants/Mews/versions/${sha}/released-versions/environment/{{aviary}}`, {}),
    setUp(publish('a pact', { consumer: 'Condor', version: '1.3.0', provider: 'Quotation Service' })),
    get('the latest pact', '/pacts/provider/Quotation%20Service/consumer/Condor/latest'),
    get('the latest tagged pact', '/pacts/provider/Quotation%20Service/consumer/Condor/latest/prod'),
    get('a pact by its version', '/pacts/provider/Quotation%20Service/consumer/Condor/version/1.3.0'),
    get('the latest pacts of the provider', '/pacts/provider/Quotation%20Service/latest'),
    get('the latest tagged pacts of the provider', '/pacts/provider/Quotation%20Service/latest/prod'),
    get('no pact of the pair', '/pacts/provider/Quotation%20Service/consumer/Mews/latest'),
  ],
};
