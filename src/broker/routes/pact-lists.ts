import type { BrokerContext } from '../context.ts';
import { halResponse, noContentResponse } from '../hal/hal.ts';
import { presentLatestPacts, presentPactVersions, presentProviderPacts, presentTaggedPacts } from '../hal/pact-list.ts';
import type { Resource } from '../http/resource.ts';
import { deletePacts, listPacts, type PactFilter } from '../store/pact-lists.ts';
import { pathParam, resourceUrl } from '../url/request.ts';
import { answerDeleted } from './pacts.ts';
import { getPairIds, getProviderId, type PairIds, pairOf } from './pair.ts';

type Choice = (c: BrokerContext) => PactFilter;

const allPacts: Choice = () => ({});
const onMainBranch: Choice = () => ({ mainBranch: true });
const onBranch: Choice = (c) => ({ branch: pathParam(c, 'branch') });
const withTag: Choice = (c) => ({ tag: pathParam(c, 'tag') });
const latestAmong =
  (choice: Choice): Choice =>
  (c) => ({ ...choice(c), only: 'latest' });
const headAmong =
  (choice: Choice): Choice =>
  (c) => ({ ...choice(c), only: 'head' });

/** The newest pact of every consumer with every provider. */
export const latestPacts: Resource = {
  GET: async (c) => halResponse(c, presentLatestPacts(await listPacts(c.var.db, { only: 'latest' }), c.var.urls)),
};

/** All pacts of a consumer with a provider. */
export const pairPacts: Resource<PairIds> = {
  find: getPairIds,
  GET: async (c, ids) => answerPactVersions(c, (await listPacts(c.var.db, ids)).reverse()),
  DELETE: async (c, ids) => {
    await deletePacts(c.var.db, ids);
    return noContentResponse(c);
  },
};

export const pairPactsWithTag: Resource<PairIds> = {
  find: getPairIds,
  GET: async (c, ids) => {
    const pacts = (await listPacts(c.var.db, { ...ids, ...withTag(c) })).reverse();
    return halResponse(c, presentTaggedPacts(pacts, pairOf(c), pathParam(c, 'tag'), resourceUrl(c), c.var.urls));
  },
  DELETE: deleteChosenPacts(withTag),
};

export const pairPactsOfMainBranch: Resource<PairIds> = { find: getPairIds, GET: byBranch(onMainBranch) };
export const latestPairPactsOfMainBranch: Resource<PairIds> = {
  find: getPairIds,
  GET: byBranch(headAmong(onMainBranch)),
};
export const latestPairPactsOfBranch: Resource<PairIds> = { find: getPairIds, GET: byBranch(headAmong(onBranch)) };
export const pairPactsOfBranch: Resource<PairIds> = {
  find: getPairIds,
  GET: byBranch(onBranch),
  DELETE: deleteChosenPacts(onBranch),
};

const allVersions = 'All pact versions';
const latestVersions = 'Latest pact versions';

/** The pacts of a provider with any consumer. */
export const providerPacts = {
  all: providerPactsResource(allVersions, allPacts),
  withTag: providerPactsResource(allVersions, withTag),
  latest: providerPactsResource(latestVersions, latestAmong(allPacts)),
  latestWithTag: providerPactsResource(latestVersions, latestAmong(withTag)),
  ofMainBranch: providerPactsResource(allVersions, onMainBranch),
  latestOfMainBranch: providerPactsResource(latestVersions, headAmong(onMainBranch)),
  ofBranch: providerPactsResource(allVersions, onBranch),
  latestOfBranch: providerPactsResource(latestVersions, headAmong(onBranch)),
};

function byBranch(choice: Choice) {
  return async (c: BrokerContext, ids: PairIds) =>
    answerPactVersions(c, await listPacts(c.var.db, { ...ids, ...choice(c) }));
}

function answerPactVersions(c: BrokerContext, pacts: Parameters<typeof presentPactVersions>[0]): Response {
  return halResponse(c, presentPactVersions(pacts, pairOf(c), resourceUrl(c), c.var.urls));
}

function deleteChosenPacts(choice: Choice) {
  return async (c: BrokerContext, ids: PairIds) => {
    await deletePacts(c.var.db, { ...ids, ...choice(c) });
    return answerDeleted(c, ids);
  };
}

function providerPactsResource(titleStart: string, choice: Choice): Resource<number> {
  return {
    find: getProviderId,
    GET: async (c, providerId) => {
      const filter = choice(c);
      const pacts = await listPacts(c.var.db, { providerId, ...filter });
      const provider = pathParam(c, 'provider');
      const title = `${titleStart} for the provider ${provider}${titleSuffix(filter)}`;
      return halResponse(c, presentProviderPacts(pacts, provider, { href: resourceUrl(c), title }, c.var.urls));
    },
  };
}

function titleSuffix({ tag, branch }: PactFilter): string {
  if (tag !== undefined) return ` with consumer version tag '${tag}'`;
  return branch === undefined ? '' : ` with consumer version branch '${branch}'`;
}
