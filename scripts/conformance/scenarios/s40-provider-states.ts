import { interaction, pact, publish } from '../publications.ts';
import { get, post, type Scenario, type Step, setUp } from '../scenario.ts';

const states = '/pacts/provider/Bellfoundry/provider-states';
const stated = (description: string, ...providerStates: object[]) => ({ ...interaction(description), providerStates });
const published = (consumer: string, version: string, branch: string, ...interactions: object[]): Step =>
  setUp(
    publish(`${consumer} ${version}`, {
      consumer,
      version,
      provider: 'Bellfoundry',
      branch,
      content: {
        ...pact(consumer, 'Bellfoundry'),
        interactions,
        metadata: { pactSpecification: { version: '3.0.0' } },
      },
    }),
  );

export const s40: Scenario = {
  id: 'S40',
  title: 'the states that a provider must know',
  pacticipants: ['Sexton', 'Bellfoundry', 'Ringer'],
  environments: ['belfry'],
  steps: [
    published('Sexton', '1', 'main', stated('a', { name: 'a bell', params: { size: 1 } }, { name: 'a rope' })),
    published(
      'Ringer',
      '1',
      'main',
      stated('b', { name: 'a rope' }),
      stated('c', { name: 'a bell', params: { size: 2 } }),
    ),
    published('Ringer', '2', 'feat', { ...interaction('d'), providerState: 'an old bell' }, interaction('e')),
    get('on the main branches', states),
    get('on one branch', `${states}/branch/feat`),
    get('on an unknown branch', `${states}/branch/zzz`),
    post(
      'an environment',
      '/environments',
      { name: 'belfry', production: true },
      { compare: 'status', save: { belfry: 'uuid' } },
    ),
    get('in an environment, nothing there', `${states}/environment/belfry`),
    setUp(post('deployed', '/pacticipants/Sexton/versions/1/deployed-versions/environment/{{belfry}}', {})),
    get('in an environment', `${states}/environment/belfry`),
    get('in an unknown environment', `${states}/environment/zzz`),
    get('of an unknown provider', '/pacts/provider/Nobody/provider-states'),
    get('of one that is only a consumer', '/pacts/provider/Sexton/provider-states'),
  ],
};
