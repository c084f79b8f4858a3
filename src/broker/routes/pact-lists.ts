import { hal, noContent } from '../hal/hal.ts';
import { presentLatestPacts } from '../hal/latest-pacts.ts';
import { presentPactVersions, presentProviderPacts, presentTaggedPacts } from '../hal/pact-list.ts';
import { pathPart } from '../http/path-part.ts';
import { type BrokerApp, type BrokerContext, resource } from '../http/resource.ts';
import { deletePacts, listPacts, type PactFilter } from '../store/pact-lists.ts';
import { resourceUrl } from '../url/request-url.ts';
import { getPairIds, getProviderId, type PairIds, pairOf, pairPath } from './pact-paths.ts';
import { answerDeleted } from './pacts.ts';

type Choice = (c: BrokerContext) => PactFilter;

const everything: Choice = () => ({});
const onMainBranch: Choice = () => ({ mainBranch: true });
const onBranch: Choice = (c) => ({ branch: pathPart(c, 'branch') });
const withTag: Choice = (c) => ({ tag: pathPart(c, 'tag') });
const latest =
  (choice: Choice): Choice =>
  (c) => ({ ...choice(c), only: 'latest' });
const head =
  (choice: Choice): Choice =>
  (c) => ({ ...choice(c), only: 'head' });

/** Lists of pacts: of two pacticipants, of a provider, of all. */
export function pactListRoutes(app: BrokerApp): void {
  resource(app, '/pacts/latest', {
    GET: async (c) => hal(c, presentLatestPacts(await listPacts(c.var.db, { only: 'latest' }), c.var.urls)),
  });
  listsOfPair(app);
  listsOfProvider(app);
}

function listsOfPair(app: BrokerApp): void {
  resource<PairIds>(app, `${pairPath}/versions`, {
    find: getPairIds,
    GET: async (c, ids) => versions(c, (await listPacts(c.var.db, ids)).reverse()),
    DELETE: async (c, ids) => {
      await deletePacts(c.var.db, ids);
      return noContent(c);
    },
  });
  resource<PairIds>(app, `${pairPath}/tag/:tag`, {
    find: getPairIds,
    GET: async (c, ids) => {
      const pacts = (await listPacts(c.var.db, { ...ids, ...withTag(c) })).reverse();
      return hal(c, presentTaggedPacts(pacts, pairOf(c), pathPart(c, 'tag'), resourceUrl(c), c.var.urls));
    },
    DELETE: remove(withTag),
  });
  const branch = `${pairPath}/branch`;
  for (const [path, choice] of [
    [`${branch}/versions`, onMainBranch],
    [`${branch}/latest/versions`, head(onMainBranch)],
    [`${branch}/:branch/latest/versions`, head(onBranch)],
  ] as const)
    resource<PairIds>(app, path, { find: getPairIds, GET: byBranch(choice) });
  resource<PairIds>(app, `${branch}/:branch`, { find: getPairIds, GET: byBranch(onBranch), DELETE: remove(onBranch) });
}

function byBranch(choice: Choice) {
  return async (c: BrokerContext, ids: PairIds) => versions(c, await listPacts(c.var.db, { ...ids, ...choice(c) }));
}

function versions(c: BrokerContext, pacts: Parameters<typeof presentPactVersions>[0]): Response {
  return hal(c, presentPactVersions(pacts, pairOf(c), resourceUrl(c), c.var.urls));
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
  resource<number>(app, path, {
    find: getProviderId,
    GET: async (c, providerId) => {
      const filter = choice(c);
      const pacts = await listPacts(c.var.db, { providerId, ...filter });
      const provider = pathPart(c, 'provider');
      const title = `${what} for the provider ${provider}${suffix(filter)}`;
      return hal(c, presentProviderPacts(pacts, provider, { href: resourceUrl(c), title }, c.var.urls));
    },
  });
}

function suffix({ tag, branch }: PactFilter): string {
  if (tag !== undefined) return ` with consumer version tag '${tag}'`;
  return branch === undefined ? '' : ` with consumer version branch '${branch}'`;
}
