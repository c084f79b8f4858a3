import { publish } from '../publications.ts';
import { del, get, type Scenario, type Step, setUp } from '../scenario.ts';

const published = (version: string, branch: string, tags: string[], description: string): Step =>
  setUp(
    publish(`version ${version}`, {
      consumer: 'Tailor',
      version,
      provider: 'Draper',
      branch,
      tags,
      descriptions: [description],
    }),
  );
const pair = '/pacts/provider/Draper/consumer/Tailor';

export const r02: Scenario = {
  id: 'R2',
  title: 'the pacts of a pair, in every selection',
  pacticipants: ['Tailor', 'Draper'],
  steps: [
    published('1', 'main', ['cut'], 'silk'),
    published('2', 'main', ['cut', 'sewn'], 'silk'),
    published('3', 'feat', [], 'wool'),
    get('every version', `${pair}/versions`),
    get('those with a tag', `${pair}/tag/cut`),
    get('those with an unknown tag', `${pair}/tag/zzz`),
    get('those on one branch', `${pair}/branch/main`),
    get('those on an unknown branch', `${pair}/branch/zzz`),
    get('those on the main branch', `${pair}/branch/versions`),
    get('the latest on one branch', `${pair}/branch/feat/latest/versions`),
    get('the latest on the main branch', `${pair}/branch/latest/versions`),
    get('one', `${pair}/version/2`, {
      save: { sha: '_links.pb:pact-version.name', content: '_links.pb:pact-version.href' },
    }),
    get('by its content', '{{content}}'),
    get('by its content, as plain JSON', '{{content}}', { accept: 'application/json' }),
    get('by its content, with metadata of no meaning', `${pair}/pact-version/{{sha}}/metadata/abc`),
    get('by its content, with metadata for a webhook', `${pair}/pact-version/{{sha}}/metadata/Y3ZuPTE`),
    get('by an unknown content', `${pair}/pact-version/0123456789012345678901234567890123456789`),
    get('those of an unknown pair', '/pacts/provider/Draper/consumer/Nobody/versions'),
    get('the latest of an unknown tag', `${pair}/latest/zzz`),
    del('with a tag, all of them', `${pair}/tag/cut`),
    get('the rest', `${pair}/versions`),
  ],
};
