import { publish } from '../publications.ts';
import { post, type Scenario, type Step, setUp } from '../scenario.ts';

const url = '/pacts/provider/Riddle/for-verification';
const select = (name: string, ...consumerVersionSelectors: unknown[]): Step =>
  post(name, url, { consumerVersionSelectors });

export const s21: Scenario = {
  id: 'S21',
  title: 'selectors that say nothing, or too much',
  pacticipants: ['Jester', 'Riddle'],
  environments: ['court'],
  steps: [
    setUp(publish('a pact', { consumer: 'Jester', version: '1', provider: 'Riddle', branch: 'main' })),
    setUp(post('an environment', '/environments', { name: 'court', production: false })),
    select('an empty selector', {}),
    select('only a consumer', { consumer: 'Jester' }),
    select('an unknown member', { brunch: 'main' }),
    select('the main branch and a tag', { mainBranch: true, tag: 'a' }),
    select('the main branch, but not the latest', { mainBranch: true, latest: false }),
    select('the main branch and the latest', { mainBranch: true, latest: true }),
    select('not the main branch', { mainBranch: false }),
    select('the matching branch, but which', { matchingBranch: true }),
    post('the matching branch and a tag', url, {
      consumerVersionSelectors: [{ matchingBranch: true, tag: 'a' }],
      providerVersionBranch: 'main',
    }),
    select('a tag and a branch', { tag: 'a', branch: 'b' }),
    select('all of a branch', { branch: 'b', latest: false }),
    select('a branch and deployed', { branch: 'b', deployed: true }),
    select('a tag and released', { tag: 'b', released: true }),
    select('the latest and an environment', { latest: true, environment: 'court' }),
    select('deployed and released', { deployed: true, released: true }),
    select('deployed, and deployed or released', { deployed: true, deployedOrReleased: true }),
    select('not deployed', { deployed: false }),
    select('not the latest', { latest: false }),
    select('an unknown environment', { environment: 'zzz' }),
    select('deployed in an unknown environment', { deployed: true, environment: 'zzz' }),
    select('a fallback tag without a tag', { fallbackTag: 'a' }),
    select('a fallback tag for all of a tag', { tag: 'a', fallbackTag: 'b' }),
    select('a fallback branch without a branch', { fallbackBranch: 'a' }),
    select('a fallback tag for a branch', { branch: 'a', fallbackTag: 'b' }),
    select('empty text', { tag: '' }, { branch: '' }, { consumer: '', latest: true }, { environment: '' }),
    select('other types', { tag: 1 }, { branch: 1 }, { latest: 'yes' }, { deployed: 'yes' }, { mainBranch: 'yes' }),
    select('no objects', 'main', 1, null),
    select('several wrong ones', { tag: 'a', branch: 'b' }, { latest: true }, {}),
    post('an object for a list', url, { consumerVersionSelectors: { mainBranch: true } }),
    post('pending in words', url, { includePendingStatus: 'perhaps' }),
    post('pending as text', url, { includePendingStatus: 'true' }),
    post('no date', url, { includeWipPactsSince: 'then' }),
    post('an empty provider branch', url, { providerVersionBranch: '', includePendingStatus: true }),
    post('an empty provider branch, nothing pending', url, { providerVersionBranch: '', includePendingStatus: false }),
    post('provider tags as text', url, { providerVersionTags: 'main' }),
    post('everything wrong', url, { consumerVersionSelectors: 1, includePendingStatus: 1, includeWipPactsSince: 1 }),
    post(
      'everything wrong, as problem+json',
      url,
      { consumerVersionSelectors: [{}, { tag: '' }] },
      {
        accept: 'application/hal+json, application/problem+json',
      },
    ),
  ],
};
