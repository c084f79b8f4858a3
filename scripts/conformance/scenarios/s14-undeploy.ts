import { get, patch, post, put, type Scenario, setUp } from '../scenario.ts';

export const s14: Scenario = {
  id: 'S14',
  title: 'a deployment ends',
  pacticipants: ['Balloon'],
  environments: ['sky'],
  steps: [
    post(
      'an environment',
      '/environments',
      { name: 'sky', production: false },
      { compare: 'status', save: { sky: 'uuid' } },
    ),
    setUp(put('a version', '/pacticipants/Balloon/versions/1', {})),
    post(
      'deployed',
      '/pacticipants/Balloon/versions/1/deployed-versions/environment/{{sky}}',
      {},
      {
        compare: 'status',
        save: { flight: 'uuid' },
      },
    ),
    patch('nothing said', '/deployed-versions/{{flight}}', {}),
    patch('undeployed', '/deployed-versions/{{flight}}', { currentlyDeployed: false }),
    patch('undeployed again', '/deployed-versions/{{flight}}', { currentlyDeployed: false }),
    patch('taken back', '/deployed-versions/{{flight}}', { currentlyDeployed: true }),
    patch('as plain JSON', '/deployed-versions/{{flight}}', { currentlyDeployed: false }, { type: 'application/json' }),
    patch('malformed', '/deployed-versions/{{flight}}', '{bad'),
    patch('a word for an answer', '/deployed-versions/{{flight}}', { currentlyDeployed: 'no' }),
    patch('an unknown deployment', '/deployed-versions/11111111-2222-4333-8444-555555555555', {
      currentlyDeployed: false,
    }),
    get('an unknown deployment, looked up', '/deployed-versions/11111111-2222-4333-8444-555555555555'),
    get('nothing is there', '/environments/{{sky}}/deployed-versions/currently-deployed?pacticipant=Balloon'),
    get('the version', '/pacticipants/Balloon/versions/1'),
    post('deployed once more', '/pacticipants/Balloon/versions/1/deployed-versions/environment/{{sky}}', {}),
    get('both deployments', '/pacticipants/Balloon/versions/1/deployed-versions/environment/{{sky}}'),
  ],
};
