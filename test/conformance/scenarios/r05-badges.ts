import { publish, verify } from '../contents.ts';
import { get, given, post, put, type Scenario } from '../scenario.ts';

const latest = '/pacts/provider/Glazier/consumer/Tinker/latest';
const svg = { accept: 'image/svg+xml' };

export const r05: Scenario = {
  id: 'R5',
  title: 'badges',
  pacticipants: ['Tinker', 'Glazier'],
  environments: ['workshop'],
  steps: [
    post(
      'an environment',
      '/environments',
      { name: 'workshop', production: true },
      { compare: 'status', keep: { e: 'uuid' } },
    ),
    get('no pact', `${latest}/badge`, svg),
    given(
      publish('a pact', { consumer: 'Tinker', version: '1', provider: 'Glazier', branch: 'main', tags: ['dev-shop'] }),
    ),
    get('not verified', `${latest}/badge`, svg),
    get('by its ending', `${latest}/badge.svg`),
    get('by its ending, for a browser', `${latest}/badge.svg`, { accept: 'image/webp,*/*' }),
    get('results', '/pacts/provider/Glazier/consumer/Tinker/version/1', {
      compare: 'status',
      keep: { results: '_links.pb:publish-verification-results.href' },
    }),
    verify('a success', '{{results}}', '5', true, { compare: 'status' }),
    given(put('the provider has a main branch', '/pacticipants/Glazier/branches/main/versions/5', {})),
    given(post('deployed', '/pacticipants/Glazier/versions/5/deployed-versions/environment/{{e}}', {})),
    given(put('the provider is tagged', '/pacticipants/Glazier/versions/5/tags/prod-shop', {})),
    get('verified', `${latest}/badge.svg`),
    get('with the label of the consumer', `${latest}/badge.svg?label=consumer`),
    get('with the label of the provider', `${latest}/badge.svg?label=provider`),
    get('with initials', `${latest}/badge.svg?initials=true`),
    get('with a tag', `${latest}/dev-shop/badge.svg`),
    get('with an unknown tag', `${latest}/zzz/badge.svg`),
    get('without a tag', '/pacts/provider/Glazier/consumer/Tinker/latest-untagged/badge.svg'),
    get('of two tags', '/matrix/provider/Glazier/latest/prod-shop/consumer/Tinker/latest/dev-shop/badge.svg'),
    get('from tag to tag', '/pacticipants/Tinker/latest-version/dev-shop/can-i-deploy/to/prod-shop/badge.svg'),
    get(
      'from branch to environment',
      '/pacticipants/Tinker/branches/main/latest-version/can-i-deploy/to-environment/workshop/badge.svg',
    ),
    get(
      'from an unknown branch',
      '/pacticipants/Tinker/branches/zzz/latest-version/can-i-deploy/to-environment/workshop/badge.svg',
    ),
    get(
      'to an unknown environment',
      '/pacticipants/Tinker/branches/main/latest-version/can-i-deploy/to-environment/moon/badge.svg',
    ),
    get('of an unknown pacticipant', '/pacticipants/Nobody/main-branch/can-i-merge/badge.svg'),
    get('may be merged', '/pacticipants/Tinker/main-branch/can-i-merge/badge.svg'),
    verify('a failure', '{{results}}', '6', false, { compare: 'status' }),
    get('failed', `${latest}/badge.svg`),
    given(
      publish('new content', {
        consumer: 'Tinker',
        version: '2',
        provider: 'Glazier',
        branch: 'main',
        says: ['a pot'],
      }),
    ),
    get('changed', `${latest}/badge.svg`),
    get('may not be merged', '/pacticipants/Tinker/main-branch/can-i-merge/badge.svg'),
  ],
};
