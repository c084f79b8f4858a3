import { pact, publish, verify } from '../publications.ts';
import { get, post, put, type Scenario, setUp } from '../scenario.ts';

const consumer = "O'Hara & Söhne/Ltd. #1";
const provider = 'Größe 100% "quoted"?';
const [inConsumer, inProvider] = [encodeURIComponent(consumer).replace(/'/g, '%27'), encodeURIComponent(provider)];
const version = '1.0+build~é /x';
const inVersion = encodeURIComponent(version);

export const r06: Scenario = {
  id: 'R6',
  title: 'names of every letter there is',
  pacticipants: [consumer, provider, 'Clef 𝄞'],
  steps: [
    publish('published', { consumer, version, provider, branch: 'feat/ü&?', tags: ['tag/ä %'], descriptions: ['a'] }),
    get('the consumer', `/pacticipants/${inConsumer}`),
    get('the version', `/pacticipants/${inConsumer}/versions/${inVersion}`),
    get('the branch', `/pacticipants/${inConsumer}/branches/${encodeURIComponent('feat/ü&?')}`),
    get('the tag', `/pacticipants/${inConsumer}/versions/${inVersion}/tags/${encodeURIComponent('tag/ä %')}`),
    get('the pact', `/pacts/provider/${inProvider}/consumer/${inConsumer}/version/${inVersion}`, {
      save: { results: '_links.pb:publish-verification-results.href', self: '_links.self.href' },
    }),
    get('the pact by its own link', '{{self}}'),
    put(
      'the pact again',
      `/pacts/provider/${inProvider}/consumer/${inConsumer}/version/${inVersion}`,
      pact(consumer, provider, 'a'),
    ),
    post('for verification', `/pacts/provider/${inProvider}/for-verification`, {
      consumerVersionSelectors: [{ branch: 'feat/ü&?' }],
    }),
    verify('a result', '{{results}}', '2 ü/+', true),
    get(
      'the matrix',
      `/matrix?q[][pacticipant]=${inConsumer}&q[][version]=${inVersion}&q[][pacticipant]=${inProvider}&latestby=cvpv`,
    ),
    get('a plus for a space', '/matrix?q[][pacticipant]=No+body'),
    setUp(put('a quote in a tag', `/pacticipants/${inConsumer}/versions/${inVersion}/tags/it%27s`, {})),
    get('the quote in a tag', `/pacticipants/${inConsumer}/versions/${inVersion}/tags/it%27s`),
    get('the latest with the tag', `/pacticipants/${inConsumer}/latest-version/it%27s`),
    setUp(
      publish('of a letter beyond the first plane', { consumer: 'Clef 𝄞', version: '𝄢', provider, branch: 'main' }),
    ),
    get('its matrix in words', '/matrix?q[][pacticipant]=Clef%20%F0%9D%84%9E&q[][version]=%F0%9D%84%A2&latestby=cvp', {
      accept: 'text/plain',
    }),
    get('its version', '/pacticipants/Clef%20%F0%9D%84%9E/versions/%F0%9D%84%A2'),
    get('an escaped letter', '/pacticipants/%4E%6F%62%6F%64%79'),
  ],
};
