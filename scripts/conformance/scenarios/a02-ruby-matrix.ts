import { publish, verify } from '../publications.ts';
import { get, put, type Scenario, type Step, setUp } from '../scenario.ts';

const published = (version: string): Step =>
  setUp(
    publish(`version ${version}`, { consumer: 'Harp Thing', version, provider: 'Bodhran', descriptions: [version] }),
  );
const result = (consumerVersion: string, providerVersion: string, success: boolean): Step[] => [
  get(
    `results of ${consumerVersion} for ${providerVersion}`,
    `/pacts/provider/Bodhran/consumer/Harp%20Thing/version/${consumerVersion}`,
    {
      compare: 'status',
      save: { results: '_links.pb:publish-verification-results.href' },
    },
  ),
  verify(`${consumerVersion} by ${providerVersion}`, '{{results}}', providerVersion, success, { compare: 'status' }),
];
const q = (...selectors: string[]) =>
  `/matrix?${selectors.map((selector) => selector.replaceAll('.', '%2e')).join('&')}`;
const harp = 'q%5B%5D%5Bpacticipant%5D=Harp+Thing';
const bodhran = 'q%5B%5D%5Bpacticipant%5D=Bodhran';
const at = (version: string) => `q%5B%5D%5Bversion%5D=${version}`;

export const a02: Scenario = {
  id: 'A2',
  title: 'the Ruby client asks the matrix',
  pacticipants: ['Harp Thing', 'Bodhran'],
  steps: [
    published('1.2.3'),
    published('1.2.4'),
    published('3.4.5'),
    setUp(put('tagged', '/pacticipants/Harp%20Thing/versions/1.2.3/tags/gig', {})),
    setUp(put('tagged too', '/pacticipants/Harp%20Thing/versions/3.4.5/tags/gig', {})),
    ...result('1.2.3', '4.5.6', true),
    setUp(put('the provider is tagged', '/pacticipants/Bodhran/versions/4.5.6/tags/gig', {})),
    ...result('1.2.3', '5.6.7', true),
    ...result('1.2.4', '9.9.9', false),
    ...result('3.4.5', '4.5.6', false),
    get('two versions', q(harp, at('1.2.3'), bodhran, at('4.5.6'), 'latestby=cvpv')),
    get(
      'the latest with a tag',
      q(harp, at('1.2.3'), bodhran, 'q%5B%5D%5Blatest%5D=true', 'q%5B%5D%5Btag%5D=gig', 'latestby=cvpv'),
    ),
    get('the latest with a tag of all others', q(harp, at('1.2.3'), 'latestby=cvp', 'latest=true', 'tag=gig')),
    get('the latest', q(harp, at('1.2.4'), bodhran, 'q%5B%5D%5Blatest%5D=true', 'latestby=cvpv')),
    get('all versions', q(harp, bodhran, 'latestby=cvpv')),
    get('all that succeeded', q(harp, bodhran, 'latestby=cvpv', 'success%5B%5D=true')),
    get('a version that is not there', q(harp, at('1.2.3'), bodhran, at('9.9.8'), 'latestby=cvpv')),
    get('one version alone', q(harp, at('1.2.3'), 'latestby=cvp', 'latest=true')),
    get(
      'pacticipants that are not there',
      q('q%5B%5D%5Bpacticipant%5D=Wiffle', at('1.2.3'), 'q%5B%5D%5Bpacticipant%5D=Meep', at('9.9.9')),
    ),
    get('the order of the query lost', q('latestby=cvpv', harp, bodhran, at('1.2.3'), at('4.5.6'))),
    get('all with a tag', q(bodhran, at('4.5.6'), harp, 'q%5B%5D%5Btag%5D=gig', 'latestby=cvpv')),
    get(
      'all with a tag, one ignored',
      q(
        bodhran,
        at('4.5.6'),
        harp,
        'q%5B%5D%5Btag%5D=gig',
        'latestby=cvpv',
        'ignore%5B%5D%5Bpacticipant%5D=Harp+Thing',
        'ignore%5B%5D%5Bversion%5D=3.4.5',
      ),
    ),
  ],
};
