import { publish, verify } from '../publications.ts';
import { del, get, post, put, request, type Scenario, setUp } from '../scenario.ts';

const pair = '/dashboard/provider/Balcony/consumer/Minstrel';

export const s43: Scenario = {
  id: 'S43',
  title: 'overviews of everything',
  pacticipants: ['Minstrel', 'Balcony', 'Duenna', 'Understudy'],
  steps: [
    setUp(
      publish('a pact', { consumer: 'Minstrel', version: '1', provider: 'Balcony', branch: 'main', tags: ['moon'] }),
    ),
    setUp(publish('another pact', { consumer: 'Duenna', version: '1', provider: 'Balcony', descriptions: ['a sigh'] })),
    get('results', '/pacts/provider/Balcony/consumer/Minstrel/version/1', {
      compare: 'status',
      save: { results: '_links.pb:publish-verification-results.href' },
    }),
    verify('a result', '{{results}}', '5', true, { compare: 'status' }),
    setUp(put('on a branch', '/pacticipants/Balcony/branches/main/versions/5', {})),
    setUp(put('with a tag', '/pacticipants/Balcony/versions/5/tags/dawn', {})),
    get('the dashboard', '/dashboard', { ownItemsIn: ['items'], anyOrder: ['items'] }),
    get('the dashboard of a pair', pair),
    get('the dashboard of a pair, in words', pair, { accept: 'text/plain' }),
    get('the dashboard of an unknown pair', '/dashboard/provider/Balcony/consumer/Nobody'),
    get('the integrations', '/integrations', { ownItemsIn: ['_embedded.integrations'] }),
    get('a label before it is given', '/pacticipants/Minstrel/labels/Minstrel-troupe'),
    put('a label', '/pacticipants/Minstrel/labels/Minstrel-troupe', {}),
    put('the label again', '/pacticipants/Minstrel/labels/Minstrel-troupe', {}),
    put('the label of one that is not there', '/pacticipants/Understudy/labels/Minstrel-troupe', {}),
    get('the label', '/pacticipants/Minstrel/labels/Minstrel-troupe'),
    get('those with the label', '/pacticipants/label/Minstrel-troupe'),
    get('those with an unknown label', '/pacticipants/label/zzz'),
    get('the pacticipant with its label', '/pacticipants/Minstrel'),
    get('all labels', '/labels', { ownItemsIn: ['_embedded.labels'] }),
    del('the label is taken off', '/pacticipants/Minstrel/labels/Minstrel-troupe'),
    del('the label is taken off again', '/pacticipants/Minstrel/labels/Minstrel-troupe'),
    get('the numbers', '/metrics', { compare: 'shape' }),
    get('all latest pacts', '/pacts/latest', { ownItemsIn: ['pacts', '_links.pacts', '_links.pb:pacts'] }),
    get('the group of one', '/groups/Minstrel', { accept: 'text/csv', anyOrder: [''] }),
    get('the group of an unknown one', '/groups/Nobody', { accept: 'text/csv' }),
    get('all relationships', '/relationships', { accept: 'text/csv', ownItemsIn: [''], anyOrder: [''] }),
    post('posted to the dashboard', '/dashboard', {}),
    request('OPTIONS', 'options of the integrations', '/integrations'),
    request('OPTIONS', 'options of a pair', '/integrations/provider/Balcony/consumer/Minstrel'),
  ],
};
