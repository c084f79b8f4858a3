import { deployQuery, type MatrixQuery } from '../../matrix/query.ts';
import { canIDeployBadge, canIMergeBadge, errorBadge } from '../badges/badge.ts';
import { pathPart } from '../http/path-part.ts';
import type { BrokerApp, BrokerContext } from '../http/resource.ts';
import { queryMatrix } from '../queries/matrix.ts';
import { findBranchHead } from '../store/branch-heads.ts';
import { findBranch } from '../store/branch-lists.ts';
import { findPacticipant } from '../store/pacticipants.ts';
import { environmentExists } from '../store/selected-versions.ts';
import { findLatestTaggedVersionOf } from '../store/versions.ts';
import { badge } from './badge.ts';

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
    const pacticipant = await findPacticipant(c.var.db, pathPart(c, 'pacticipant'));
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
  return names.map((name) => pathPart(c, name)) as { [N in keyof Names]: string };
}

async function isDeployable(c: BrokerContext, query: MatrixQuery): Promise<boolean | null> {
  return (await queryMatrix(c.var.db, query)).decision.deployable;
}
