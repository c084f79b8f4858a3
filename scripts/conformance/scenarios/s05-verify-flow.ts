import { publish, verify } from '../publications.ts';
import { get, post, put, type Scenario, setUp } from '../scenario.ts';

const forVerification = '/pacts/provider/Harbour/for-verification';
const selected = {
  consumerVersionSelectors: [{ mainBranch: true }],
  includePendingStatus: true,
  providerVersionBranch: 'main',
};
const result = {
  success: true,
  providerApplicationVersion: '10',
  buildUrl: 'http://ci.example.org/10',
  verifiedBy: {
    implementation: 'Pact-Rust',
    version: '1.3.0',
    clientLanguage: { testFramework: 'jest', name: 'js', version: '16' },
  },
  testResults: [{ interactionId: '{{interaction}}', success: true }],
};
const accept = 'application/hal+json, application/json';

export const s05: Scenario = {
  id: 'S5',
  title: 'a provider verifies as the official verifier does',
  pacticipants: ['Trawler', 'Harbour'],
  steps: [
    setUp(publish('a pact', { consumer: 'Trawler', version: '1', provider: 'Harbour', branch: 'main' })),
    get('the pacts for verification by GET', forVerification, { accept }),
    post('the selected pacts', forVerification, selected, {
      accept,
      save: { pact: '_embedded.pacts.0._links.self.href' },
    }),
    get('the selected pact', '{{pact}}', {
      accept,
      save: { results: '_links.pb:publish-verification-results.href', interaction: 'interactions.0._id' },
    }),
    get('the provider, for its templates', '/pacticipants/Harbour', { accept }),
    put("the provider's branch", '/pacticipants/Harbour/branches/main/versions/10', {}, { accept }),
    put("the provider's branch again", '/pacticipants/Harbour/branches/main/versions/10', {}, { accept }),
    put("the provider's tag", '/pacticipants/Harbour/versions/10/tags/calm', {}, { accept }),
    put("the provider's tag again", '/pacticipants/Harbour/versions/10/tags/calm', {}, { accept }),
    post('the result', '{{results}}', result, { accept, save: { result: 'headers.location' } }),
    get('the stored result', '{{result}}'),
    post('the selected pacts, after the result', forVerification, selected, { accept }),
    get('the provider version', '/pacticipants/Harbour/versions/10'),
    verify('a failure by the next version', '{{results}}', '11', false),
    get('the selected pact afterwards', '{{pact}}'),
    post('a result without a version', '{{results}}', { success: true }),
    post('an empty result', '{{results}}', {}),
    post('values of another type', '{{results}}', { success: 'yes', providerApplicationVersion: 1 }),
    post('a build URL that is not a URL', '{{results}}', { ...result, buildUrl: 'not an address' }),
    post('an invalid result, errors as problem+json', '{{results}}', {}, { accept: 'application/problem+json' }),
    post('malformed JSON', '{{results}}', '{bad'),
    post('as text', '{{results}}', '{}', { type: 'text/plain' }),
    post(
      'a result for an unknown pact version',
      '/pacts/provider/Harbour/consumer/Trawler/pact-version/abc/verification-results',
      {
        success: true,
        providerApplicationVersion: '10',
      },
    ),
  ],
};
