import { deployQuery, type MatrixQuery } from '../../matrix/query.ts';
import {
  type Badge,
  canIDeployBadge,
  canIMergeBadge,
  drawBadge,
  errorBadge,
  type PactStatus,
  pactBadge,
  pactTitle,
} from '../badges/badge.ts';
import type { BrokerApp, BrokerContext } from '../context.ts';
import { logWithReference } from '../http/error-response.ts';
import { anyType } from '../http/negotiation.ts';
import { mountResource } from '../http/resource.ts';
import { queryMatrix } from '../queries/matrix.ts';
import { findResultOfNewest, findResultOfTags } from '../store/badge-results.ts';
import { findBranch } from '../store/branches.ts';
import { environmentExists } from '../store/environments.ts';
import { listPacts, type PactFilter } from '../store/pact-lists.ts';
import { findPacticipant } from '../store/pacticipants.ts';
import type { Verification } from '../store/verifications.ts';
import { findBranchHead, findLatestTaggedVersionOf } from '../store/versions.ts';
import { pathParam } from '../url/request.ts';
import { findPairIds, type PairIds, pairOf, pairPath } from './pair.ts';

/** Mounts a badge under a path, with and without `.svg`. What goes wrong is a badge too: nobody sees the words behind a picture. */
export function badge(
  app: BrokerApp,
  path: string,
  log: (line: string) => void,
  find: (c: BrokerContext) => Promise<Badge>,
): void {
  const safely = (c: BrokerContext) =>
    find(c).catch((error: Error) => errorBadge('error', `reference: ${logWithReference(c, error, log)}`));
  const answer = async (c: BrokerContext) =>
    c.body(await drawBadge(await safely(c)), 200, { 'content-type': 'image/svg+xml;charset=utf-8' });
  mountResource(app, `${path}/badge`, { produces: ['image/svg+xml'], GET: answer });
  mountResource(app, `${path}/badge.svg`, { produces: [anyType], GET: answer });
}

/** How the newest pact of two stands: of all, of those with a tag or without any, between a tag of each. */
export function pactBadgeRoutes(app: BrokerApp, log: (line: string) => void): void {
  const newest = (path: string, filter: (c: BrokerContext) => PactFilter) =>
    badge(app, `${pairPath}/${path}`, log, (c) =>
      pactBadgeOf(c, filter(c), (ids) => findResultOfNewest(c.var.db, { ...ids, ...filter(c) })),
    );
  newest('latest', () => ({}));
  newest('latest-untagged', () => ({ untagged: true }));
  newest('latest/:tag', (c) => ({ tag: pathParam(c, 'tag') }));

  badge(app, '/matrix/provider/:provider/latest/:providerTag/consumer/:consumer/latest/:tag', log, (c) => {
    const tags = { consumer: pathParam(c, 'tag'), provider: pathParam(c, 'providerTag') };
    return pactBadgeOf(c, { tag: tags.consumer }, (ids) => findResultOfTags(c.var.db, ids, tags), tags);
  });
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

/** Whether the newest of a tag or a branch may go somewhere, and whether a main branch fits everyone else's. */
export function canIBadgeRoutes(app: BrokerApp, log: (line: string) => void, cacheControl = 'max-age=30'): void {
  const pacticipantPath = '/pacticipants/:pacticipant';
  badge(app, `${pacticipantPath}/latest-version/:tag/can-i-deploy/to/:to`, log, async (c) => {
    const [pacticipant, tag, to] = parts(c, 'pacticipant', 'tag', 'to');
    if (!(await findPacticipant(c.var.db, pacticipant))) return notFound('pacticipant');
    if (!(await findLatestTaggedVersionOf(c.var.db, pacticipant, tag))) return notFound('version');
    const query = deployQuery({ pacticipant, latest: true, tag }, { tag: to, latest: true });
    return canIDeployBadge(tag, to, (await isDeployable(c, query)) === true, c.req.query('label') || undefined);
  });

  const fromBranch = `${pacticipantPath}/branches/:branch/latest-version/can-i-deploy`;
  badge(app, `${fromBranch}/to-environment/:environment`, log, async (c) => {
    const [pacticipant, branch, environment] = parts(c, 'pacticipant', 'branch', 'environment');
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
  });

  badge(app, `${pacticipantPath}/main-branch/can-i-merge`, log, async (c) => {
    const pacticipant = await findPacticipant(c.var.db, pathParam(c, 'pacticipant'));
    if (!pacticipant) return notFound('pacticipant');
    const { name, mainBranch } = pacticipant;
    const head = mainBranch === null ? undefined : await findBranchHead(c.var.db, name, mainBranch);
    if (!head) return notFound('main branch version');
    c.header('cache-control', cacheControl);
    const query = deployQuery({ pacticipant: name, version: head.number }, { mainBranch: true, latest: true });
    return canIMergeBadge(await isDeployable(c, query));
  });
}

function parts<Names extends readonly string[]>(c: BrokerContext, ...names: Names): { [N in keyof Names]: string } {
  return names.map((name) => pathParam(c, name)) as { [N in keyof Names]: string };
}

async function isDeployable(c: BrokerContext, query: MatrixQuery): Promise<boolean | null> {
  return (await queryMatrix(c.var.db, query)).decision.deployable;
}
