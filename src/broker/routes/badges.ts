import { deployQuery, type MatrixQuery } from '../../matrix/query.ts';
import {
  type Badge,
  canIDeployBadge,
  canIMergeBadge,
  drawBadge,
  errorBadge,
  type PactStatus,
  pactBadge,
} from '../badges/badge.ts';
import { pactTitle } from '../badges/pact-title.ts';
import type { BrokerContext } from '../context.ts';
import { logWithReference } from '../http/error-response.ts';
import { anyType } from '../http/negotiation.ts';
import type { Resource } from '../http/resource.ts';
import { queryMatrix } from '../queries/matrix.ts';
import { findResultOfNewest, findResultOfTags } from '../store/badge-results.ts';
import { findBranch } from '../store/branches.ts';
import { environmentExists } from '../store/environments.ts';
import { listPacts, type PactFilter } from '../store/pact-lists.ts';
import { findPacticipant } from '../store/pacticipants.ts';
import type { Verification } from '../store/verifications.ts';
import { findBranchHead, findLatestTaggedVersionOf } from '../store/versions.ts';
import { pathParam } from '../url/request.ts';
import { findPairIds, type PairIds, pairOf } from './pair.ts';

/** The two resources of a badge: `…/badge`, and `…/badge.svg`, which ignores the Accept header. */
export interface BadgeResources {
  readonly negotiated: Resource;
  readonly svg: Resource;
}

type FindBadge = (c: BrokerContext) => Promise<Badge>;

/** An error is answered with a badge too, because an image's error text is never shown. */
function badgeResources(log: (line: string) => void, find: FindBadge): BadgeResources {
  const findOrError = (c: BrokerContext) =>
    find(c).catch((error: Error) => errorBadge('error', `reference: ${logWithReference(c, error, log)}`));
  const GET = async (c: BrokerContext) =>
    c.body(await drawBadge(await findOrError(c)), 200, { 'content-type': 'image/svg+xml;charset=utf-8' });
  const publicAs = 'badge';
  return { negotiated: { publicAs, produces: ['image/svg+xml'], GET }, svg: { publicAs, produces: [anyType], GET } };
}

/** All badges of the broker. `cacheControl` is the header of can-i-merge badges. */
export function createBadges(log: (line: string) => void, cacheControl = 'max-age=30') {
  const resourcesFor = (find: FindBadge) => badgeResources(log, find);
  const latestPact = (filter: (c: BrokerContext) => PactFilter) =>
    resourcesFor((c) => pactBadgeOf(c, filter(c), (ids) => findResultOfNewest(c.var.db, { ...ids, ...filter(c) })));
  return {
    latestPact: latestPact(() => ({})),
    latestUntaggedPact: latestPact(() => ({ untagged: true })),
    latestPactWithTag: latestPact((c) => ({ tag: pathParam(c, 'tag') })),
    pactBetweenTags: resourcesFor((c) => {
      const tags = { consumer: pathParam(c, 'tag'), provider: pathParam(c, 'providerTag') };
      return pactBadgeOf(c, { tag: tags.consumer }, (ids) => findResultOfTags(c.var.db, ids, tags), tags);
    }),
    canIDeployToTag: resourcesFor(findCanIDeployToTag),
    canIDeployToEnvironment: resourcesFor(findCanIDeployToEnvironment),
    canIMerge: resourcesFor((c) => findCanIMerge(c, cacheControl)),
  };
}

async function pactBadgeOf(
  c: BrokerContext,
  filter: PactFilter,
  findResult: (ids: PairIds) => Promise<Verification | undefined>,
  tags?: { consumer: string; provider: string },
): Promise<Badge> {
  const ids = await findPairIds(c);
  const [pact] = ids ? await listPacts(c.var.db, { ...ids, ...filter, only: 'latest' }) : [];
  if (!ids || !pact) return pactBadge(undefined, 'unknown');
  const { consumer, provider } = pairOf(c);
  const { label, initials } = c.req.query();
  const title = pactTitle(
    { name: consumer, ...(tags && { tag: tags.consumer }) },
    { name: provider, ...(tags && { tag: tags.provider }) },
    { label, initials: initials === 'true' },
  );
  return pactBadge(title, statusOf(await findResult(ids), pact.sha));
}

function statusOf(result: Verification | undefined, newestSha: string): PactStatus {
  if (!result) return 'unknown';
  if (!result.success) return result.pending ? 'failed (pending)' : 'failed';
  return result.sha === newestSha ? 'verified' : 'changed';
}

const notFound = (what: string) => errorBadge(what, 'not found');

async function findCanIDeployToTag(c: BrokerContext): Promise<Badge> {
  const { pacticipant = '', tag = '', to = '' } = c.req.param();
  if (!(await findPacticipant(c.var.db, pacticipant))) return notFound('pacticipant');
  if (!(await findLatestTaggedVersionOf(c.var.db, pacticipant, tag))) return notFound('version');
  const query = deployQuery({ pacticipant, latest: true, tag }, { tag: to, latest: true });
  return canIDeployBadge(tag, to, (await isDeployable(c, query)) === true, c.req.query('label') || undefined);
}

async function findCanIDeployToEnvironment(c: BrokerContext): Promise<Badge> {
  const { pacticipant = '', branch = '', environment = '' } = c.req.param();
  if (!(await findPacticipant(c.var.db, pacticipant))) return notFound('pacticipant');
  if (!(await findBranch(c.var.db, pacticipant, branch))) return notFound('branch');
  if (!(await findBranchHead(c.var.db, pacticipant, branch))) return notFound('version');
  if (!(await environmentExists(c.var.db, environment))) return notFound('environment');
  const query = deployQuery({ pacticipant, latest: true, branch }, { environment });
  return canIDeployBadge(
    branch,
    environment,
    (await isDeployable(c, query)) === true,
    c.req.query('label') || undefined,
  );
}

async function findCanIMerge(c: BrokerContext, cacheControl: string): Promise<Badge> {
  const pacticipant = await findPacticipant(c.var.db, pathParam(c, 'pacticipant'));
  if (!pacticipant) return notFound('pacticipant');
  const { name, mainBranch } = pacticipant;
  const head = mainBranch === null ? undefined : await findBranchHead(c.var.db, name, mainBranch);
  if (!head) return notFound('main branch version');
  c.header('cache-control', cacheControl);
  const query = deployQuery({ pacticipant: name, version: head.number }, { mainBranch: true, latest: true });
  return canIMergeBadge(await isDeployable(c, query));
}

async function isDeployable(c: BrokerContext, query: MatrixQuery): Promise<boolean | null> {
  return (await queryMatrix(c.var.db, query)).decision.deployable;
}
