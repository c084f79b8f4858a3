import { publish } from '../publications.ts';
import { get, put, type Scenario, type Step, setUp } from '../scenario.ts';

const published = (consumer: string, version: string, branch: string, tags: string[] = []): Step =>
  setUp(
    publish(`${consumer} ${version}`, {
      consumer,
      version,
      provider: 'Librarian',
      branch,
      tags,
      descriptions: [`${consumer} ${version}`],
    }),
  );
const all = '/pacts/provider/Librarian';

export const r01: Scenario = {
  id: 'R1',
  title: 'the pacts of a provider, in every selection',
  pacticipants: ['Novelist', 'Librarian', 'Essayist'],
  steps: [
    published('Novelist', '1', 'main', ['draft']),
    published('Novelist', '2', 'feat', ['draft', 'proof']),
    published('Essayist', '1', 'trunk', ['draft']),
    published('Novelist', '3', 'main'),
    setUp(put('a head without a pact', '/pacticipants/Novelist/branches/feat/versions/4', {})),
    get('all', all),
    get('all with a tag', `${all}/tag/draft`),
    get('the latest', `${all}/latest`),
    get('the latest with a tag', `${all}/latest/draft`),
    get('the latest with an unknown tag', `${all}/latest/zzz`),
    get('all on the main branches', `${all}/branch`),
    get('all on one branch', `${all}/branch/feat`),
    get('the latest on the main branches', `${all}/branch/latest`),
    get('the latest on one branch', `${all}/branch/feat/latest`),
    get('all on an unknown branch', `${all}/branch/zzz`),
    get('those of an unknown provider', '/pacts/provider/Nobody'),
    get('the latest of an unknown provider', '/pacts/provider/Nobody/latest'),
    get('those of one that is only a consumer', '/pacts/provider/Novelist'),
    get('as plain JSON', `${all}/latest`, { accept: 'application/json' }),
  ],
};
