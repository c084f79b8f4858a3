import { publish, verify } from '../publications.ts';
import { get, type Scenario, type Step, setUp } from '../scenario.ts';

const both = '/matrix?q[][pacticipant]=Weaver&q[][pacticipant]=Loom';
const published = (version: string, description: string): Step =>
  setUp(
    publish(`version ${version}`, {
      consumer: 'Weaver',
      version,
      provider: 'Loom',
      branch: 'main',
      descriptions: [description],
    }),
  );
const result = (name: string, version: string, success: boolean): Step =>
  verify(name, '{{results}}', version, success, { compare: 'status' });

export const s33: Scenario = {
  id: 'S33',
  title: 'the rows of the matrix',
  pacticipants: ['Weaver', 'Loom'],
  steps: [
    published('1', 'linen'),
    published('2', 'linen'),
    published('3', 'silk'),
    get('the results of linen', '/pacts/provider/Loom/consumer/Weaver/version/1', {
      compare: 'status',
      save: { results: '_links.pb:publish-verification-results.href' },
    }),
    result('a failure', '10', false),
    result('then a success', '10', true),
    result('a failure of the next', '11', false),
    result('a failure of another', '9', false),
    get('by version and version', `${both}&latestby=cvpv`),
    get('in words', `${both}&latestby=cvpv`, { accept: 'text/plain' }),
    get('by version and provider', `${both}&latestby=cvp`),
    get('by pair', `${both}&latestby=cp`),
    get('every result', both),
    get('those that succeeded', `${both}&latestby=cvpv&success[]=true`),
    get('those that failed', `${both}&latestby=cvpv&success[]=false`),
    get('those without a result', `${both}&latestby=cvpv&success=`),
    get('failed or without', `${both}&latestby=cvpv&success[]=false&success[]=`),
    get('the first two', `${both}&latestby=cvpv&limit=2`),
    get('the consumer alone', '/matrix?q[][pacticipant]=Weaver&latestby=cvp&latest=true'),
    get('the provider alone', '/matrix?q[][pacticipant]=Loom&latestby=cvpv'),
    get('one provider version alone', '/matrix?q[][pacticipant]=Loom&q[][version]=10&latestby=cvpv'),
    get('one consumer version alone', '/matrix?q[][pacticipant]=Weaver&q[][version]=3'),
    get(
      'the latest of both',
      '/matrix?q[][pacticipant]=Weaver&q[][latest]=true&q[][pacticipant]=Loom&q[][latest]=true',
    ),
    get(
      'a branch and a version',
      '/matrix?q[][pacticipant]=Weaver&q[][branch]=main&q[][pacticipant]=Loom&q[][version]=11',
    ),
    get('the main branch', '/matrix?q[][pacticipant]=Weaver&q[][mainBranch]=true&q[][pacticipant]=Loom&latestby=cvp'),
    get('the keys encoded', '/matrix?q%5B%5D%5Bpacticipant%5D=Weaver&q%5B%5D%5Bversion%5D=1&latestby=cvpv'),
    get('empty parts between', '/matrix?q[][pacticipant]=Weaver&&q[][version]=1&&latestby=cvpv&'),
    get('the pair by its path', '/matrix/provider/Loom/consumer/Weaver'),
    get('an unknown pair by its path', '/matrix/provider/Loom/consumer/Nobody'),
  ],
};
