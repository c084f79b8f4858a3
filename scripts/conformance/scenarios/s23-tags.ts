import { publish } from '../publications.ts';
import { del, get, patch, post, put, request, type Scenario, setUp } from '../scenario.ts';

const tag = (pacticipant: string, version: string, name: string) =>
  `/pacticipants/${pacticipant}/versions/${version}/tags/${name}`;

export const s23: Scenario = {
  id: 'S23',
  title: 'a tag makes what it needs, and does more than tagging',
  pacticipants: ['Cartographer', 'Atlas', 'Compass', 'Sextant'],
  environments: ['fjord'],
  steps: [
    put('a tag of nothing yet', tag('Cartographer', '1', 'draft'), {}),
    put('the same tag', tag('Cartographer', '1', 'draft'), {}),
    put('another tag', tag('Cartographer', '1', 'final'), {}),
    get('the version: the first tag is its branch', '/pacticipants/Cartographer/versions/1'),
    get('the pacticipant', '/pacticipants/Cartographer'),
    get('the branches', '/pacticipants/Cartographer/branches'),
    put('a tag called master', tag('Atlas', '1', 'master'), {}),
    get('the main branch is master', '/pacticipants/Atlas'),
    put('a tag called develop, later', tag('Atlas', '2', 'develop'), {}),
    get('the main branch stays', '/pacticipants/Atlas'),
    setUp(post('an environment', '/environments', { name: 'fjord', production: true })),
    put('a tag called as the environment', tag('Compass', '1', 'fjord'), {}),
    get('it is deployed', '/pacticipants/Compass/versions/1'),
    put('the next version', tag('Compass', '2', 'fjord'), {}),
    get('the first is no longer there', '/pacticipants/Compass/versions/1'),
    put('the first again', tag('Compass', '1', 'fjord'), {}),
    get('the first is there again', '/pacticipants/Compass/versions/1'),
    setUp(
      publish('published with that tag', { consumer: 'Sextant', version: '1', provider: 'Atlas', tags: ['fjord'] }),
    ),
    get('publishing does not deploy', '/pacticipants/Sextant/versions/1'),
    put('a slash in the name', tag('Cartographer', '1', 'feat%2Fislands'), {}),
    get('looked up', tag('Cartographer', '1', 'feat%2Fislands')),
    put('spaces in the name', tag('Cartographer', '1', 'two%20words'), {}),
    put('with members', tag('Cartographer', '1', 'more'), { name: 'less' }),
    put('without a body', tag('Cartographer', '1', 'bare'), '', { type: 'application/json' }),
    put('malformed', tag('Cartographer', '1', 'bad'), '{bad'),
    put('as text', tag('Cartographer', '1', 'text'), '{}', { type: 'text/plain' }),
    patch('patched', tag('Cartographer', '1', 'draft'), {}),
    get('the latest version with a tag', '/pacticipants/Cartographer/latest-version/final'),
    get('the latest version with an unknown tag', '/pacticipants/Cartographer/latest-version/nope'),
    get('versions with a tag', '/pacticipants/Cartographer/tags/final/versions'),
    del('deleted', tag('Cartographer', '1', 'final')),
    del('deleted again', tag('Cartographer', '1', 'final')),
    get('gone', tag('Cartographer', '1', 'final')),
    get('the version without it', '/pacticipants/Cartographer/versions/1'),
    get('of an unknown version', tag('Cartographer', '9', 'draft')),
    request('OPTIONS', 'its options', tag('Cartographer', '1', 'draft')),
  ],
};
