import { publish, verify } from '../publications.ts';
import { get, post, put, type Scenario, setUp } from '../scenario.ts';

const ask = (name: string, more: object = { providerVersionBranch: 'main' }) =>
  post(name, '/pacts/provider/Kiln/for-verification', { consumerVersionSelectors: [{ mainBranch: true }], ...more });
const branch = (name: string, version: string) =>
  setUp(put(`${version} is on ${name}`, `/pacticipants/Kiln/branches/${name}/versions/${version}`, {}));

export const s19: Scenario = {
  id: 'S19',
  title: 'a pact is pending until it was verified once',
  pacticipants: ['Potter', 'Kiln'],
  steps: [
    setUp(publish('a pact', { consumer: 'Potter', version: '1', provider: 'Kiln', branch: 'main' })),
    get('its results', '/pacts/provider/Kiln/consumer/Potter/version/1', {
      compare: 'status',
      save: { results: '_links.pb:publish-verification-results.href' },
    }),
    ask('never verified'),
    ask('never verified, pending not wanted', { providerVersionBranch: 'main', includePendingStatus: false }),
    ask('never verified, no branch', {}),
    ask('never verified, by tags', { providerVersionTags: ['glazed', 'raw'] }),
    branch('main', '1'),
    verify('a failure', '{{results}}', '1', false, { compare: 'status' }),
    ask('after a failure'),
    branch('main', '2'),
    verify('a success', '{{results}}', '2', true, { compare: 'status' }),
    ask('after a success'),
    ask('after a success, no branch', {}),
    ask('after a success, by tags', { providerVersionTags: ['glazed', 'raw'] }),
    setUp(put('the tag', '/pacticipants/Kiln/versions/2/tags/glazed', {})),
    ask('by tags, one of them verified', { providerVersionTags: ['glazed', 'raw'] }),
    ask('by the verified tag', { providerVersionTags: ['glazed'] }),
    branch('main', '3'),
    verify('a later failure', '{{results}}', '3', false, { compare: 'status' }),
    ask('after a later failure'),
    ask('a branch that is not there yet', { providerVersionBranch: 'soon' }),
    branch('soon', '4'),
    ask('a branch made since', { providerVersionBranch: 'soon' }),
    setUp(
      publish('version 2 with new content', {
        consumer: 'Potter',
        version: '2',
        provider: 'Kiln',
        branch: 'main',
        descriptions: ['a jug'],
      }),
    ),
    ask('new content'),
    ask('new content, on the branch made since', { providerVersionBranch: 'soon' }),
  ],
};
