import { publish } from '../publications.ts';
import { post, type Scenario, type Step, setUp } from '../scenario.ts';

const select = (name: string, selector: object): Step =>
  post(name, '/pacts/provider/Granary/for-verification', {
    consumerVersionSelectors: [selector],
    includePendingStatus: false,
  });

export const s22: Scenario = {
  id: 'S22',
  title: 'what is selected when there is no such tag or branch',
  pacticipants: ['Sparrow', 'Granary', 'Finch'],
  steps: [
    setUp(
      publish('a pact', { consumer: 'Sparrow', version: '1', provider: 'Granary', branch: 'main', tags: ['oats'] }),
    ),
    setUp(publish('another', { consumer: 'Finch', version: '1', provider: 'Granary', branch: 'side', tags: ['rye'] })),
    select('the fallback tag', { tag: 'wheat', latest: true, fallbackTag: 'oats' }),
    select('the tag, no fallback needed', { tag: 'rye', latest: true, fallbackTag: 'oats' }),
    select('neither tag', { tag: 'wheat', latest: true, fallbackTag: 'maize' }),
    select('the fallback tag of one consumer', { tag: 'rye', latest: true, fallbackTag: 'oats', consumer: 'Sparrow' }),
    select('the fallback branch', { branch: 'nowhere', fallbackBranch: 'main' }),
    select('the branch, no fallback needed', { branch: 'side', fallbackBranch: 'main' }),
  ],
};
