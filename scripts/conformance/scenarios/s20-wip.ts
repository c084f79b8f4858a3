import { publish, verify } from '../publications.ts';
import { post, put, type Scenario, type Step, setUp } from '../scenario.ts';

const published = (version: string, branch: string, description: string): Step =>
  setUp(
    publish(`version ${version}`, {
      consumer: 'Sculptor',
      version,
      provider: 'Marble',
      branch,
      descriptions: [description],
    }),
  );
const ask = (name: string, more: object, keep: Record<string, string> = {}): Step =>
  post(
    name,
    '/pacts/provider/Marble/for-verification',
    {
      consumerVersionSelectors: [{ mainBranch: true }],
      includePendingStatus: true,
      includeWipPactsSince: '2000-01-01',
      ...more,
    },
    { save: keep },
  );
const main = { providerVersionBranch: 'main' };

export const s20: Scenario = {
  id: 'S20',
  title: 'work in progress is verified as well',
  pacticipants: ['Sculptor', 'Marble', 'Engraver'],
  steps: [
    setUp(put('a provider branch', '/pacticipants/Marble/branches/main/versions/1', {})),
    published('1', 'main', 'a hand'),
    published('2', 'feat', 'a foot'),
    published('3', 'copy', 'a hand'),
    setUp(publish('another consumer', { consumer: 'Engraver', version: '1', provider: 'Marble', branch: 'trunk' })),
    setUp(
      publish('only tagged', {
        consumer: 'Engraver',
        version: '2',
        provider: 'Marble',
        tags: ['proof'],
        descriptions: ['x'],
      }),
    ),
    ask('since long ago', main),
    ask('since a moment', { ...main, includeWipPactsSince: '2000-01-01T00:00:00Z' }),
    ask('since tomorrow', { ...main, includeWipPactsSince: '2999-01-01' }),
    ask('pending not wanted', { ...main, includePendingStatus: false }),
    ask('no branch, no tags', {}),
    ask('by tags', { providerVersionTags: ['polished'] }),
    ask(
      'nothing selected',
      { ...main, consumerVersionSelectors: [{ branch: 'nowhere' }] },
      { foot: '_embedded.pacts.2._links.self.href' },
    ),
    ask(
      'selected as well',
      { ...main, consumerVersionSelectors: [{ branch: 'feat' }] },
      { chosen: '_embedded.pacts.0._links.self.href' },
    ),
    verify('verified as work in progress', '{{foot}}/verification-results', '2', true),
    setUp(put('on main', '/pacticipants/Marble/branches/main/versions/2', {})),
    ask('verified as work in progress: still so', main),
    verify('verified as selected', '{{chosen}}/verification-results', '3', true),
    setUp(put('on main as well', '/pacticipants/Marble/branches/main/versions/3', {})),
    ask('verified as selected: no longer so', main),
    ask('on another branch, made later', { providerVersionBranch: 'annex' }),
    setUp(put('the other branch', '/pacticipants/Marble/branches/annex/versions/4', {})),
    ask('on another branch, there now', { providerVersionBranch: 'annex' }),
    published('4', 'feat', 'a nose'),
    ask('new content on the feature branch', main),
  ],
};
