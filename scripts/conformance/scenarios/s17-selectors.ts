import { publish } from '../publications.ts';
import { post, put, type Scenario, type Step, setUp } from '../scenario.ts';

const place = (number: string, kind: string, environment: string): Step =>
  setUp(
    post(
      `${number} is ${kind} in ${environment}`,
      `/pacticipants/Cricket/versions/${number}/${kind}-versions/environment/{{${environment}}}`,
      {},
    ),
  );
const environment = (name: string, production: boolean): Step =>
  post(
    `the environment ${name}`,
    '/environments',
    { name, production },
    { compare: 'status', save: { [name]: 'uuid' } },
  );
const published = (version: string, description: string, branch: string, tags: string[] = []): Step =>
  setUp(
    publish(`version ${version}`, {
      consumer: 'Cricket',
      version,
      provider: 'Hollow',
      descriptions: [description],
      branch,
      tags,
    }),
  );
const select = (name: string, ...consumerVersionSelectors: unknown[]): Step =>
  post(name, '/pacts/provider/Hollow/for-verification', {
    consumerVersionSelectors,
    providerVersionBranch: 'feat',
    includePendingStatus: false,
  });

export const s17: Scenario = {
  id: 'S17',
  title: 'every selector selects what it should',
  pacticipants: ['Cricket', 'Hollow', 'Dragonfly'],
  environments: ['thicket', 'clearing'],
  steps: [
    environment('thicket', true),
    environment('clearing', false),
    published('1', 'chirp', 'main', ['summer', 'loud']),
    published('2', 'sing', 'main', ['loud']),
    published('3', 'hum', 'feat', ['summer']),
    published('4', 'sing', 'echo'),
    setUp(publish('another consumer', { consumer: 'Dragonfly', version: '1', provider: 'Hollow', branch: 'trunk' })),
    place('1', 'deployed', 'thicket'),
    place('2', 'deployed', 'clearing'),
    place('3', 'released', 'thicket'),
    setUp(put('the provider', '/pacticipants/Hollow/branches/feat/versions/10', {})),
    post('no selectors', '/pacts/provider/Hollow/for-verification', { providerVersionBranch: 'feat' }),
    post('an empty list', '/pacts/provider/Hollow/for-verification', { consumerVersionSelectors: [] }),
    select('the main branch', { mainBranch: true }),
    select('the main branch of one consumer', { mainBranch: true, consumer: 'Cricket' }),
    select('one branch', { branch: 'feat' }),
    select('the latest of one branch', { branch: 'feat', latest: true }),
    select('two branches with one content', { branch: 'main' }, { branch: 'echo' }),
    select('every branch', { branch: true }),
    select('the branch that matches', { matchingBranch: true }),
    select('the latest with a tag', { tag: 'summer', latest: true }),
    select('all with a tag', { tag: 'summer' }),
    select('all of one consumer with a tag', { tag: 'loud', consumer: 'Cricket' }),
    select('the latest', { latest: true }),
    select('the latest of one consumer', { latest: true, consumer: 'Cricket' }),
    select('all that is deployed', { deployed: true }),
    select('all that is released', { released: true }),
    select('deployed or released', { deployedOrReleased: true }),
    select('deployed in one place', { deployed: true, environment: 'thicket' }),
    select('released in one place', { released: true, environment: 'thicket' }),
    select('deployed or released in one place', { deployedOrReleased: true, environment: 'thicket' }),
    select('in one environment', { environment: 'thicket' }),
    select('in one environment, of one consumer', { environment: 'clearing', consumer: 'Cricket' }),
    select('an unknown consumer', { mainBranch: true, consumer: 'Nobody' }),
    select('main, deployed and released', { mainBranch: true }, { deployedOrReleased: true }),
    select('the same twice', { mainBranch: true }, { mainBranch: true }),
  ],
};
