import { interaction, pact, publish } from '../publications.ts';
import { get, type Scenario, type Step, setUp } from '../scenario.ts';

const pair = '/pacts/provider/Chandler/consumer/Sailmaker';
const published = (version: string, more: object): Step =>
  setUp(
    publish(`version ${version}`, { consumer: 'Sailmaker', version, provider: 'Chandler', branch: 'main', ...more }),
  );
const content = {
  ...pact('Sailmaker', 'Chandler'),
  interactions: [
    interaction('hemp'),
    { ...interaction('canvas'), response: { status: 201, headers: { A: '1' }, body: { list: [1, { b: 2 }], t: 'ä' } } },
  ],
};
const text = { accept: 'text/plain' };

export const r03: Scenario = {
  id: 'R3',
  title: 'what changed from one pact to another',
  pacticipants: ['Sailmaker', 'Chandler'],
  steps: [
    published('1', { descriptions: ['hemp'] }),
    get('the first has none before', `${pair}/version/1/previous-distinct`),
    get('the first has nothing to differ from', `${pair}/version/1/diff/previous-distinct`, text),
    published('2', { descriptions: ['hemp'] }),
    published('3', { descriptions: ['hemp', 'canvas'] }),
    published('4', { content }),
    get('the same content again', `${pair}/version/2/previous-distinct`),
    get('the one before', `${pair}/version/4/previous-distinct`),
    get('the one before, over a version of the same content', `${pair}/version/3/previous-distinct`),
    get('the difference from the one before', `${pair}/version/4/diff/previous-distinct`, text),
    get('the difference, over a version of the same content', `${pair}/version/3/diff/previous-distinct`, text),
    get('the difference between versions', `${pair}/version/4/diff/version/1`, text),
    get('the other way round', `${pair}/version/1/diff/version/4`, text),
    get('no difference', `${pair}/version/1/diff/version/2`, text),
    get('from an unknown version', `${pair}/version/4/diff/version/99`, text),
    get('of an unknown version', `${pair}/version/99/diff/previous-distinct`, text),
    get('as HAL', `${pair}/version/4/diff/previous-distinct`),
    get('one content', `${pair}/version/1`, { compare: 'status', save: { one: '_links.pb:pact-version.name' } }),
    get('another content', `${pair}/version/4`, { compare: 'status', save: { other: '_links.pb:pact-version.name' } }),
    get('the difference between contents', `${pair}/pact-version/{{other}}/diff/pact-version/{{one}}`, text),
    get('from an unknown content', `${pair}/pact-version/{{other}}/diff/pact-version/abc`, text),
  ],
};
