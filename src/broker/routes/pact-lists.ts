import type { BrokerApp, BrokerContext } from '../context.ts';
import { halResponse, noContentResponse } from '../hal/hal.ts';
import { presentLatestPacts, presentPactVersions, presentProviderPacts, presentTaggedPacts } from '../hal/pact-list.ts';
import { mountResource } from '../http/resource.ts';
import { deletePacts, listPacts, type PactFilter } from '../store/pact-lists.ts';
import { pathParam, resourceUrl } from '../url/request.ts';
import { answerDeleted } from './pacts.ts';
import { getPairIds, getProviderId, type PairIds, pairOf, pairPath } from './pair.ts';

type Choice = (c: BrokerContext) => PactFilter;

const everything: Choice = () => ({});
const onMainBranch: Choice = () => ({ mainBranch: true });
const onBranch: Choice = (c) => ({ branch: pathParam(c, 'branch') });
const withTag: Choice = (c) => ({ tag: pathParam(c, 'tag') });
const latest =
  (choice: Choice): Choice =>
  (c) => ({ ...choice(c), only: 'latest' });
const head =
  (choice: Choice): Choice =>
  (c) => ({ ...choice(c), only: 'head' });

/** Lists of pacts: of two pacticipants, of a provider, of all. */
export function pactListRoutes(app: BrokerApp): void {
  mountResource(app, '/pacts/latest', {
    GET: async (c) => halResponse(c, presentLatestPacts(await listPacts(c.var.db, { only: 'latest' }), c.var.urls)),
  });
  listsOfPair(app);
  listsOfProvider(app);
}

function listsOfPair(app: BrokerApp): void {
  mountResource<PairIds>(app, `${pairPath}/versions`, {
    find: getPairIds,
    GET: async (c, ids) => versions(c, (await listPacts(c.var.db, ids)).reverse()),
    DELETE: async (c, ids) => {
      await deletePacts(c.var.db, ids);
      return noContentResponse(c);
    },
  });
  mountResource<PairIds>(app, `${pairPath}/tag/:tag`, {
    find: getPairIds,
    GET: async (c, ids) => {
      const pacts = (await listPacts(c.var.db, { ...ids, ...withTag(c) })).reverse();
      return halResponse(c, presentTaggedPacts(pacts, pairOf(c), pathParam(c, 'tag'), resourceUrl(c), c.var.urls));
    },
    DELETE: remove(withTag),
  });
  const branch = `${pairPath}/branch`;
  for (const [path, choice] of [
    [`${branch}/versions`, onMainBranch],
    [`${branch}/latest/versions`, head(onMainBranch)],
    [`${branch}/:branch/latest/versions`, head(onBranch)],
  ] as const)
    mountResource<PairIds>(app, path, { find: getPairIds, GET: byBranch(choice) });
  mountResource<PairIds>(app, `${branch}/:branch`, {
    find: getPairIds,
    GET: byBranch(onBranch),
    DELETE: remove(onBranch),
  });
}

function byBranch(choice: Choice) {
  return async (c: BrokerContext, ids: PairIds) => versions(c, await listPacts(c.var.db, { ...ids, ...choice(c) }));
}

function versions(c: BrokerContext, pacts: Parameters<typeof presentPactVersions>[0]): Response {
  return halResponse(c, presentPactVersions(pacts, pairOf(c), resourceUrl(c), c.var.urls));
}

function remove(choice: Choice) {
  return async (c: BrokerContext, ids: PairIds) => {
    await deletePacts(c.var.db, { ...ids, ...choice(c) });
    return answerDeleted(c, ids);
  };
}

function listsOfProvider(app: BrokerApp): void {
  const path = '/pacts/provider/:provider';
  const [all, newest] = ['All pact versions', 'Latest pact versions'];
  ofProvider(app, path, all, everything);
  ofProvider(app, `${path}/tag/:tag`, all, withTag);
  ofProvider(app, `${path}/latest`, newest, latest(everything));
  ofProvider(app, `${path}/latest/:tag`, newest, latest(withTag));
  ofProvider(app, `${path}/branch`, all, onMainBranch);
  ofProvider(app, `${path}/branch/latest`, newest, head(onMainBranch));
  ofProvider(app, `${path}/branch/:branch`, all, onBranch);
  ofProvider(app, `${path}/branch/:branch/latest`, newest, head(onBranch));
}

function ofProvider(app: BrokerApp, path: string, what: string, choice: Choice): void {
  mountResource<number>(app, path, {
    find: getProviderId,
    GET: async (c, providerId) => {
      const filter = choice(c);
      const pacts = await listPacts(c.var.db, { providerId, ...filter });
      const provider = pathParam(c, 'provider');
      const title = `${what} for the provider ${provider}${suffix(filter)}`;
      return halResponse(c, presentProviderPacts(pacts, provider, { href: resourceUrl(c), title }, c.var.urls));
    },
  });
}

function suffix({ tag, branch }: PactFilter): string {
  if (tag !== undefined) return ` with consumer version tag '${tag}'`;
  return branch === undefined ? '' : ` with consumer version branch '${branch}'`;
}
