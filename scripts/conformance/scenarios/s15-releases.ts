import { get, patch, post, put, type Scenario, setUp } from '../scenario.ts';

const release = (number: string) => `/pacticipants/Saddle/versions/${number}/released-versions/environment/{{stable}}`;
const supported = '/environments/{{stable}}/released-versions/currently-supported';

export const s15: Scenario = {
  id: 'S15',
  title: 'releases are supported until they are not',
  pacticipants: ['Saddle'],
  environments: ['horse-fair'],
  steps: [
    post(
      'an environment',
      '/environments',
      { name: 'horse-fair', production: true },
      {
        compare: 'status',
        save: { stable: 'uuid' },
      },
    ),
    setUp(put('version 1', '/pacticipants/Saddle/versions/1', {})),
    setUp(put('version 2', '/pacticipants/Saddle/versions/2', {})),
    post('released', release('1'), {}, { save: { first: 'uuid' } }),
    post('released again', release('1'), {}),
    post('the next one as well', release('2'), {}),
    get('its releases', release('1')),
    get('the release', '/released-versions/{{first}}'),
    get('the version', '/pacticipants/Saddle/versions/1'),
    get('both supported', `${supported}?pacticipant=Saddle`, { anyOrder: ['_embedded.releasedVersions'] }),
    get('one of them', `${supported}?pacticipant=Saddle&version=2`),
    get('none of them', `${supported}?pacticipant=Saddle&version=3`),
    patch('nothing said', '/released-versions/{{first}}', {}),
    patch('no longer supported', '/released-versions/{{first}}', { currentlySupported: false }),
    patch('no longer supported, again', '/released-versions/{{first}}', { currentlySupported: false }),
    patch('taken back', '/released-versions/{{first}}', { currentlySupported: true }),
    patch('as plain JSON', '/released-versions/{{first}}', { currentlySupported: false }, { type: 'application/json' }),
    get('one still supported', `${supported}?pacticipant=Saddle`),
    post('released once more', release('1'), {}),
    get('both supported again', `${supported}?pacticipant=Saddle`, { anyOrder: ['_embedded.releasedVersions'] }),
    post('an unknown version', release('9'), {}),
    post('to an unknown environment', '/pacticipants/Saddle/versions/1/released-versions/environment/nowhere', {}),
    post('as text', release('1'), '{}', { type: 'text/plain' }),
    get('an unknown release', '/released-versions/11111111-2222-4333-8444-555555555555'),
    get('in an unknown environment', '/environments/nowhere/released-versions/currently-supported'),
  ],
};
