import { publish } from '../publications.ts';
import { get, post, put, type Scenario, setUp } from '../scenario.ts';

const select = (name: string, selector: object) =>
  post(name, '/pacts/provider/Lagune/for-verification', {
    consumerVersionSelectors: [selector],
    includePendingStatus: false,
  });

export const s18: Scenario = {
  id: 'S18',
  title: 'a branch head without a pact',
  pacticipants: ['Pelican', 'Lagune'],
  steps: [
    setUp(publish('a pact', { consumer: 'Pelican', version: '1', provider: 'Lagune', branch: 'main', tags: ['noon'] })),
    select('the main branch', { mainBranch: true }),
    put('a newer head without a pact', '/pacticipants/Pelican/branches/main/versions/2', {}),
    setUp(put('tagged as well', '/pacticipants/Pelican/versions/2/tags/noon', {})),
    select('the main branch now', { mainBranch: true }),
    select('the branch now', { branch: 'main' }),
    select('the tag now', { tag: 'noon', latest: true }),
    select('the latest now', { latest: true }),
    post('no selectors now', '/pacts/provider/Lagune/for-verification', {}),
    get('the latest pact of the branch', '/pacts/provider/Lagune/consumer/Pelican/branch/main/latest'),
    get('the latest pact of the tag', '/pacts/provider/Lagune/consumer/Pelican/latest/noon'),
    get('the latest pact', '/pacts/provider/Lagune/consumer/Pelican/latest'),
    get('the latest version', '/pacticipants/Pelican/latest-version'),
    get('the latest version of the branch', '/pacticipants/Pelican/branches/main/latest-version'),
  ],
};
