import { contract, publish, publishBody } from '../publications.ts';
import { get, post, type Scenario } from '../scenario.ts';

export const s02: Scenario = {
  id: 'S2',
  title: 'a first publication makes everything it names',
  pacticipants: ['Heron', 'Marsh', 'Puddle', 'Newt'],
  steps: [
    publish('with branch, tags and build', {
      consumer: 'Heron',
      version: '1',
      provider: 'Marsh',
      branch: 'main',
      tags: ['spring', 'wet'],
      buildUrl: 'http://ci.example.org/builds/1',
    }),
    get('the consumer', '/pacticipants/Heron'),
    get('the provider', '/pacticipants/Marsh'),
    get('the version', '/pacticipants/Heron/versions/1'),
    get('the branch', '/pacticipants/Heron/branches/main'),
    get('the branch version', '/pacticipants/Heron/branches/main/versions/1'),
    get('the tag', '/pacticipants/Heron/versions/1/tags/spring'),
    get('the pact', '/pacts/provider/Marsh/consumer/Heron/version/1'),
    publish('a newer version with no branch, tags or build', { consumer: 'Heron', version: '2', provider: 'Marsh' }),
    publish('with empty tags', { consumer: 'Heron', version: '3', provider: 'Marsh', tags: [], branch: 'feat/reeds' }),
    publish('with null tags', {
      consumer: 'Heron',
      version: '4',
      provider: 'Marsh',
      tags: null,
      descriptions: ['a frog'],
    }),
    publish('with new content on a branch', {
      consumer: 'Heron',
      version: '5',
      provider: 'Marsh',
      branch: 'main',
      descriptions: ['a fish'],
      tags: ['spring'],
    }),
    post('for two providers at once', '/contracts/publish', {
      ...publishBody({ consumer: 'Heron', version: '6', provider: 'Marsh', branch: 'main' }),
      contracts: [contract('Heron', 'Marsh', { descriptions: ['a fish'] }), contract('Heron', 'Puddle')],
    }),
    get('the version with two pacts', '/pacticipants/Heron/versions/6'),
    get('the consumer after all', '/pacticipants/Heron'),
    publish('to itself', { consumer: 'Newt', version: '1', provider: 'Newt', branch: 'main' }),
  ],
};
