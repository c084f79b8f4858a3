import { publish } from '../publications.ts';
import { del, get, patch, put, request, type Scenario, setUp } from '../scenario.ts';

const version = (number: string) => `/pacticipants/Zither/versions/${number}`;

export const s26: Scenario = {
  id: 'S26',
  title: 'versions are made, changed and removed',
  pacticipants: ['Zither', 'Bassoon', 'Oboe'],
  steps: [
    put('made', version('1'), { buildUrl: 'http://ci.example.org/1' }),
    put('made again: the build is cleared', version('1'), {}),
    put('with a branch and tags', version('2'), { branch: 'main', tags: [{ name: 'a' }] }),
    put('a build that is no address', version('1'), { buildUrl: 'no address' }),
    put('malformed', version('1'), '{bad'),
    put('without a body', version('1'), ''),
    put('as text', version('1'), '{}', { type: 'text/plain' }),
    patch('as plain JSON', version('1'), { buildUrl: 'http://ci.example.org/2' }, { type: 'application/json' }),
    patch('a build', version('1'), { buildUrl: 'http://ci.example.org/3' }),
    patch('tags', version('1'), { tags: [{ name: 'a' }, { name: 'b' }] }),
    patch('other tags', version('1'), { tags: [{ name: 'c' }] }),
    patch('nothing', version('1'), {}),
    patch('one that is not there', version('3'), { buildUrl: 'http://ci.example.org/4' }),
    get('looked up', version('1')),
    get('an unknown one', version('99')),
    get('of an unknown pacticipant', '/pacticipants/Fiddle/versions/1'),
    setUp(put('on a branch', '/pacticipants/Bassoon/branches/main/versions/1', {})),
    setUp(put('next on the branch', '/pacticipants/Bassoon/branches/main/versions/2', {})),
    setUp(
      publish('with a pact', { consumer: 'Bassoon', version: '3', provider: 'Oboe', branch: 'main', tags: ['low'] }),
    ),
    get('all', '/pacticipants/Bassoon/versions'),
    get('a page', '/pacticipants/Bassoon/versions?page=2&size=2'),
    get('the latest', '/pacticipants/Bassoon/latest-version'),
    get('the latest with a tag', '/pacticipants/Bassoon/latest-version/low'),
    del('the latest is removed', '/pacticipants/Bassoon/versions/3'),
    get('the branch goes back', '/pacticipants/Bassoon/branches/main/latest-version'),
    get('the latest goes back', '/pacticipants/Bassoon/latest-version'),
    get('its pact is gone', '/pacts/provider/Oboe/consumer/Bassoon/latest'),
    get('the branch version goes back', '/pacticipants/Bassoon/branches/main'),
    del('removed again', '/pacticipants/Bassoon/versions/3'),
    request('OPTIONS', 'its options', version('1')),
  ],
};
