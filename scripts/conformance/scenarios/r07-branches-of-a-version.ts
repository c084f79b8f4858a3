import { publish, verify } from '../publications.ts';
import { get, patch, post, put, type Scenario, type Step, setUp } from '../scenario.ts';

const published = (version: string, branch: string, description: string, tags: string[] = [], again = ''): Step =>
  setUp(
    publish(`version ${version} on ${branch}${again}`, {
      consumer: 'Swallow',
      version,
      provider: 'Barn',
      branch,
      descriptions: [description],
      tags,
    }),
  );
const select = (name: string, selector: object): Step =>
  post(name, '/pacts/provider/Barn/for-verification', {
    consumerVersionSelectors: [selector],
    includePendingStatus: false,
  });

export const r07: Scenario = {
  id: 'R7',
  title: 'versions that change their branch, and branches that change their head',
  pacticipants: ['Swallow', 'Barn'],
  steps: [
    published('1', 'develop', 'a', ['north']),
    published('2', 'main', 'b', ['north']),
    get('the main branch is the first candidate', '/pacticipants/Swallow'),
    patch('the main branch is chosen', '/pacticipants/Swallow', { mainBranch: 'main' }, { compare: 'status' }),
    select('the chosen main branch', { mainBranch: true }),
    setUp(put('an older version joins main', '/pacticipants/Swallow/branches/main/versions/1', {})),
    get('who is the head', '/pacticipants/Swallow/branches/main/latest-version'),
    select('the main branch with an older head', { mainBranch: true }),
    get('the latest pact of main', '/pacts/provider/Barn/consumer/Swallow/branch/main/latest'),
    published('2', 'main', 'b', [], ' again'),
    get('who is the head after republishing', '/pacticipants/Swallow/branches/main/latest-version'),
    select('the latest with a tag', { tag: 'north', latest: true }),
    get('version 1 on two branches', '/pacticipants/Swallow/versions/1'),
    get('results', '/pacts/provider/Barn/consumer/Swallow/version/1', {
      compare: 'status',
      save: { results: '_links.pb:publish-verification-results.href' },
    }),
    setUp(put('the provider on one branch', '/pacticipants/Barn/branches/one/versions/5', {})),
    setUp(put('the provider on another', '/pacticipants/Barn/branches/two/versions/5', {})),
    setUp(put('tagged', '/pacticipants/Barn/versions/5/tags/z', {})),
    setUp(put('tagged again', '/pacticipants/Barn/versions/5/tags/a', {})),
    verify('a result', '{{results}}', '5', true, { compare: 'status' }),
    get(
      'the matrix of both',
      '/matrix?q[][pacticipant]=Swallow&q[][version]=1&q[][pacticipant]=Barn&q[][version]=5&latestby=cvpv',
    ),
    get(
      'by a branch of many',
      '/matrix?q[][pacticipant]=Swallow&q[][branch]=main&q[][pacticipant]=Barn&q[][branch]=two&latestby=cvpv',
    ),
    get(
      'by the heads',
      '/matrix?q[][pacticipant]=Swallow&q[][branch]=main&q[][latest]=true&q[][pacticipant]=Barn&q[][branch]=two&q[][latest]=true',
    ),
    get('by tags', '/matrix?q[][pacticipant]=Swallow&q[][tag]=north&q[][pacticipant]=Barn&q[][tag]=a&latestby=cvp'),
    get(
      'by the latest with tags',
      '/matrix?q[][pacticipant]=Swallow&q[][tag]=north&q[][latest]=true&q[][pacticipant]=Barn&q[][tag]=a&q[][latest]=true',
    ),
    get('the dashboard of the pair', '/dashboard/provider/Barn/consumer/Swallow'),
  ],
};
