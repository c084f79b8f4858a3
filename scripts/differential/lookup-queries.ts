import type { GeneratorState } from './generator-state.ts';
import { pathOf, type Query } from './query.ts';
import type { Random } from './random.ts';

/** A random query for one resource, such as a branch head, a latest pact or a dashboard. */
export function randomLookup(state: GeneratorState, random: Random): Query {
  const { name: app, versions } = random.pick(state.apps);
  const { name: consumer, providers, versions: published } = random.pick(state.consumers);
  const provider = random.pick(providers);
  const branch = random.pick(state.branches);
  const tag = random.pick(state.tags);
  const pair = pathOf`/pacts/provider/${provider}/consumer/${consumer}`;
  const version = pathOf`/version/${random.pick(['nope', ...published])}`;
  return random.pick<Query>([
    { about: 'app', path: pathOf`/pacticipants/${app}` },
    { about: 'version', path: pathOf`/pacticipants/${app}/branches/${branch}/latest-version` },
    { about: 'version', path: pathOf`/pacticipants/${app}/latest-version` },
    { about: 'version', path: pathOf`/pacticipants/${app}/latest-version/${tag}` },
    { about: 'version', path: pathOf`/pacticipants/${app}/versions/${random.pick(['nope', ...versions])}` },
    { about: 'versions', path: pathOf`/pacticipants/${app}/versions` },
    { about: 'branches', path: pathOf`/pacticipants/${app}/branches` },
    { about: 'pact', path: `${pair}/latest` },
    { about: 'pact', path: `${pair}${pathOf`/latest/${tag}`}` },
    { about: 'pact', path: `${pair}${pathOf`/branch/${branch}/latest`}` },
    { about: 'pact', path: `${pair}/latest-untagged` },
    { about: 'pact', path: `${pair}${version}` },
    { about: 'pact', path: `${pair}${version}/previous-distinct` },
    { about: 'result', path: `${pair}${version}/verification-results/latest` },
    { about: 'dashboard', path: pathOf`/dashboard/provider/${provider}/consumer/${consumer}` },
    { about: 'pacts', path: pathOf`/pacts/provider/${provider}` },
    { about: 'pacts', path: pathOf`/pacts/provider/${provider}/latest` },
    { about: 'pacts', path: pathOf`/pacts/provider/${provider}/latest/${tag}` },
    { about: 'pacts', path: pathOf`/pacts/provider/${provider}/branch/${branch}/latest` },
  ]);
}
