import { interaction, pact, publish } from '../publications.ts';
import { get, type Scenario, setUp } from '../scenario.ts';

const first = {
  consumer: 'Quill',
  version: '1',
  provider: 'Inkpot',
  branch: 'main',
  descriptions: ['a letter', 'a poem'],
};
const metadata = { pactSpecification: { version: '2.0.0' } };
const swapped = {
  interactions: [interaction('a poem'), interaction('a letter')],
  metadata,
  provider: { name: 'Inkpot' },
  consumer: { name: 'Quill' },
};

export const s03: Scenario = {
  id: 'S3',
  title: 'publishing the same again changes nothing',
  pacticipants: ['Quill', 'Inkpot'],
  steps: [
    setUp(publish('first', first)),
    publish('the same', first),
    publish('keys and interactions in another order', { ...first, content: swapped }),
    publish('other metadata', {
      ...first,
      content: { ...pact('Quill', 'Inkpot', 'a letter', 'a poem'), metadata: { ...metadata, author: 'someone' } },
    }),
    publish('onto another branch, with a tag and a build', {
      ...first,
      branch: 'revision',
      tags: ['printed'],
      buildUrl: 'http://ci.example.org/7',
    }),
    get('the version', '/pacticipants/Quill/versions/1'),
    publish('without a branch', {
      consumer: 'Quill',
      version: '1',
      provider: 'Inkpot',
      descriptions: ['a letter', 'a poem'],
    }),
    get('the version, with branch and build as before', '/pacticipants/Quill/versions/1'),
    get('the versions of the pact', '/pacts/provider/Inkpot/consumer/Quill/versions'),
    get('the content as it was sent first', '/pacts/provider/Inkpot/consumer/Quill/version/1'),
  ],
};
