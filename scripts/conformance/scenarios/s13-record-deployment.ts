import { get, post, put, type Scenario, setUp } from '../scenario.ts';

const current = '/environments/{{hangar}}/deployed-versions/currently-deployed';
const deploy = (number: string) => `/pacticipants/Glider/versions/${number}/deployed-versions/environment/{{hangar}}`;

export const s13: Scenario = {
  id: 'S13',
  title: 'deployments are recorded as the clients do',
  pacticipants: ['Glider'],
  environments: ['hangar', 'runway'],
  steps: [
    post(
      'an environment',
      '/environments',
      { name: 'hangar', displayName: 'The Hangar', production: false },
      {
        save: { hangar: 'uuid' },
      },
    ),
    post('another one', '/environments', { name: 'runway', production: true }, { save: { runway: 'uuid' } }),
    setUp(put('version 1', '/pacticipants/Glider/branches/main/versions/1', {})),
    setUp(put('version 2', '/pacticipants/Glider/branches/main/versions/2', {})),
    get('where version 1 may go', '/pacticipants/Glider/versions/1', { anyOrder: ['_links.pb:record-deployment'] }),
    post('deployed', deploy('1'), {}, { save: { first: 'uuid' } }),
    post('deployed again', deploy('1'), {}),
    get('its deployments', deploy('1')),
    get('the deployment', '/deployed-versions/{{first}}'),
    get('the version is there', '/pacticipants/Glider/versions/1', { ownItemsIn: ['_links.pb:record-deployment'] }),
    post('the next version', deploy('2'), {}, { save: { second: 'uuid' } }),
    get('the old deployment', '/deployed-versions/{{first}}'),
    get('only the new one is there', `${current}?pacticipant=Glider`),
    post('as the blue instance', deploy('1'), { applicationInstance: 'blue' }, { save: { blue: 'uuid' } }),
    post('as the green instance, by the old name', deploy('1'), { target: 'green' }, { save: { green: 'uuid' } }),
    get('all instances', `${current}?pacticipant=Glider`, { anyOrder: ['_embedded.deployedVersions'] }),
    get('the blue instance', `${current}?pacticipant=Glider&applicationInstance=blue`),
    get('the green target', `${current}?pacticipant=Glider&target=green`),
    get('the nameless instance', `${current}?applicationInstance=`),
    get('an unknown instance', `${current}?pacticipant=Glider&applicationInstance=red`),
    get('what is there of an unknown pacticipant', `${current}?pacticipant=Kite`),
    get('the pacticipant, where it is', '/pacticipants/Glider', { anyOrder: ['_links.pb:deployed-environments'] }),
    get('the version in two instances', '/pacticipants/Glider/versions/1', {
      anyOrder: ['_links.pb:record-deployment', '_links.pb:deployed-environments'],
    }),
    post('an unknown version', deploy('9'), {}),
    post('to an unknown environment', '/pacticipants/Glider/versions/1/deployed-versions/environment/nowhere', {}),
    post('of an unknown pacticipant', '/pacticipants/Kite/versions/1/deployed-versions/environment/{{hangar}}', {}),
    post('without saying it is JSON', deploy('1'), '{}', { type: null }),
    post('as text', deploy('1'), '{}', { type: 'text/plain' }),
    post('malformed', deploy('1'), '{bad'),
    post('without a body', deploy('2'), ''),
    get('in an unknown environment', '/environments/nowhere/deployed-versions/currently-deployed'),
  ],
};
