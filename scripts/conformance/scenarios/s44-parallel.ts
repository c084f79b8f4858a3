import { contract, publishBody } from '../publications.ts';
import { get, post, type Scenario } from '../scenario.ts';

const twenty = Array.from({ length: 20 }, (_, index) =>
  contract('Drummer', 'Parade', { descriptions: Array.from({ length: index + 1 }, (_, beat) => `beat ${beat}`) }),
);
const body = publishBody({
  consumer: 'Drummer',
  version: '1',
  provider: 'Parade',
  branch: 'main',
  tags: ['march'],
});

export const s44: Scenario = {
  id: 'S44',
  title: 'concurrent publications of one version',
  pacticipants: ['Drummer', 'Parade'],
  steps: [
    post('twenty publications at once', '/contracts/publish', { ...body, contracts: [twenty[19]] }, { concurrent: 20 }),
    get('one version', '/pacticipants/Drummer/versions'),
    get('one branch', '/pacticipants/Drummer/branches'),
    get('one branch version', '/pacticipants/Drummer/branches/main/versions'),
    get('one pact', '/pacts/provider/Parade/consumer/Drummer/versions'),
    post('twenty contents for one pair in one publication', '/contracts/publish', {
      ...body,
      pacticipantVersionNumber: '2',
      contracts: twenty,
    }),
    get('the latest pact', '/pacts/provider/Parade/consumer/Drummer/latest'),
  ],
};
