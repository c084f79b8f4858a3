import { publish, verify } from '../publications.ts';
import { get, post, put, type Scenario, setUp } from '../scenario.ts';

const latest = '/pacts/provider/Glazier/consumer/Tinker/latest';
const svg = { accept: 'image/svg+xml' };

export const r05: Scenario = {
  id: 'R5',
  title: 'badges',
  pacticipants: ['Tinker', 'Glazier', 'tinker-workBench API', 'GlassAPIHouse9Mill'],
  environments: ['workshop'],
  steps: [
    post(
      'an environment',
      '/environments',
      { name: 'workshop', production: true },
      { compare: 'status', save: { e: 'uuid' } },
    ),
    get('no pact', `${latest}/badge`, svg),
    setUp(
      publish('a pact', { consumer: 'Tinker', version: '1', provider: 'Glazier', branch: 'main', tags: ['dev-shop'] }),
    ),
    get('not verified', `${latest}/badge`, svg),
    get('by its ending', `${latest}/badge.svg`),
    get('by its ending, for a browser', `${latest}/badge.svg`, { accept: 'image/webp,*/*' }),
    get('results', '/pacts/provider/Glazier/consumer/Tinker/version/1', {
      compare: 'status',
      save: { results: '_links.pb:publish-verification-results.href' },
    }),
    verify('a success', '{{results}}', '5', true, { compare: 'status' }),
    setUp(put('the provider has a main branch', '/pacticipants/Glazier/branches/main/versions/5', {})),
    setUp(post('deployed', '/pacticipants/Glazier/versions/5/deployed-versions/environment/{{e}}', {})),
    setUp(put('the provider is tagged', '/pacticipants/Glazier/versions/5/tags/prod-shop', {})),
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
    get('from a tag of nobody', '/pacticipants/Nobody/latest-version/dev-shop/can-i-deploy/to/prod-shop/badge.svg'),
    get(
      'from a branch of nobody',
      '/pacticipants/Nobody/branches/main/latest-version/can-i-deploy/to-environment/workshop/badge.svg',
    ),
    get('from an unknown tag', '/pacticipants/Tinker/latest-version/zzz/can-i-deploy/to/prod-shop/badge.svg'),
    get('to a tag that nobody has', '/pacticipants/Tinker/latest-version/dev-shop/can-i-deploy/to/zzz/badge.svg'),
    get(
      'with a label of its own',
      '/pacticipants/Tinker/latest-version/dev-shop/can-i-deploy/to/prod-shop/badge.svg?label=May_it-go%3F',
    ),
    get(
      'with an empty label',
      '/pacticipants/Tinker/branches/main/latest-version/can-i-deploy/to-environment/workshop/badge.svg?label=',
    ),
    get('as HAL', `${latest}/badge`),
    get('as any picture', `${latest}/badge`, { accept: 'image/*' }),
    get('as a picture of another kind', `${latest}/badge`, { accept: 'image/png' }),
    get('the provider, which has a main branch alone', '/pacticipants/Glazier/main-branch/can-i-merge/badge.svg'),
    get('may be merged', '/pacticipants/Tinker/main-branch/can-i-merge/badge.svg'),
    verify('a failure', '{{results}}', '6', false, { compare: 'status' }),
    get('failed', `${latest}/badge.svg`),
    setUp(
      publish('new content', {
        consumer: 'Tinker',
        version: '2',
        provider: 'Glazier',
        branch: 'main',
        descriptions: ['a pot'],
      }),
    ),
    get('failed before it changed', `${latest}/badge.svg`),
    get('by a tag that stayed', `${latest}/dev-shop/badge.svg`),
    verify('a success again', '{{results}}', '7', true, { compare: 'status' }),
    get('changed since', `${latest}/badge.svg`),
    get('of two tags, another tag', '/matrix/provider/Glazier/latest/zzz/consumer/Tinker/latest/dev-shop/badge.svg'),
    get('of two unknown ones', '/matrix/provider/Nobody/latest/a/consumer/Noone/latest/b/badge.svg'),
    setUp(
      publish('names of several words', {
        consumer: 'tinker-workBench API',
        version: '1',
        provider: 'GlassAPIHouse9Mill',
        branch: 'main',
        tags: ['dev_shop'],
      }),
    ),
    get(
      'with initials of several words',
      '/pacts/provider/GlassAPIHouse9Mill/consumer/tinker-workBench%20API/latest/badge.svg?initials=true',
    ),
    get(
      'without initials',
      '/pacts/provider/GlassAPIHouse9Mill/consumer/tinker-workBench%20API/latest/badge.svg?initials=TRUE&label=Consumer',
    ),
    get(
      'with initials and tags',
      '/matrix/provider/GlassAPIHouse9Mill/latest/p/consumer/tinker-workBench%20API/latest/dev_shop/badge.svg?initials=true&label=x',
    ),
    get('without a main branch version', '/pacticipants/GlassAPIHouse9Mill/main-branch/can-i-merge/badge.svg'),
    get('may not be merged', '/pacticipants/Tinker/main-branch/can-i-merge/badge.svg'),
  ],
};
