import { z } from 'zod';
import type { BrokerApp, BrokerContext } from '../context.ts';
import { presentBranch, presentBranches, presentBranchVersion } from '../hal/branch.ts';
import { createdResponse, halResponse, noContentResponse } from '../hal/hal.ts';
import { pacticipantNotFound } from '../http/http-error.ts';
import { firstPage, pageOf } from '../http/paging.ts';
import { jsonTypes, mountResource, withBody } from '../http/resource.ts';
import {
  addVersionToBranch,
  type Branch,
  type BranchVersion,
  deleteBranch,
  deleteOtherBranches,
  findBranch,
  findBranchVersion,
  listBranches,
  removeVersionFromBranch,
} from '../store/branches.ts';
import { findPacticipant, type Pacticipant } from '../store/pacticipants.ts';
import { ensureVersionOf, findBranchHead } from '../store/versions.ts';
import { parseNestedQuery } from '../url/rack-query.ts';
import { pathParam } from '../url/request.ts';
import { answerVersions, latest } from './versions.ts';

/** The branches of an application, and the versions on them. */
export function branchRoutes(app: BrokerApp): void {
  mountResource<Pacticipant>(app, '/pacticipants/:pacticipant/branches', {
    find: (c) => findPacticipant(c.var.db, named(c).pacticipant),
    notFoundError: (c) => pacticipantNotFound('pacticipant', named(c).pacticipant),
    GET: async (c, { id, name }) => {
      const branches = await listBranches(c.var.db, id, c.req.query('q'), pageOf(c) ?? firstPage);
      return halResponse(c, presentBranches(c, name, branches));
    },
    DELETE: deleteOthers,
  });
  branch(app, ':branch');
}

/** The same for a branch whose slashes came as they are: the official CLI does not encode them. */
export function slashedBranchRoutes(app: BrokerApp): void {
  branch(app, ':branch{.+}');
}

function branch(app: BrokerApp, part: string): void {
  const path = `/branches/${part}`;
  latest(app, `${path}/latest-version`, (c, name) => findBranchHead(c.var.db, name, named(c).branch));

  mountResource<BranchVersion>(app, `/pacticipants/:pacticipant${path}/versions/:version`, {
    find: (c) => findBranchVersion(c.var.db, named(c)),
    GET: (c, found) => halResponse(c, presentBranchVersion(found, named(c), c.var.urls)),
    PUT: withBody({ consumes: jsonTypes, schema: z.unknown(), creates: true, bodyOptional: true }, putOnBranch),
    DELETE: async (c, found) => {
      await removeVersionFromBranch(c.var.db, found);
      return noContentResponse(c);
    },
  });

  mountResource<Branch>(app, `/pacticipants/:pacticipant${path}/versions`, {
    find: (c) => findBranch(c.var.db, named(c).pacticipant, named(c).branch),
    GET: (c, { id, pacticipantId, name }) => {
      const { pacticipant } = named(c);
      const title = `Versions for branch ${name} of ${pacticipant}`;
      return answerVersions(c, pacticipant, { pacticipantId, branchId: id }, title);
    },
  });

  mountResource<Branch>(app, `/pacticipants/:pacticipant${path}`, {
    find: (c) => findBranch(c.var.db, named(c).pacticipant, named(c).branch),
    GET: (c, found) => halResponse(c, presentBranch(found, named(c).pacticipant, c.var.urls)),
    DELETE: async (c, { id }) => {
      await deleteBranch(c.var.db, id);
      return noContentResponse(c);
    },
  });
}

async function putOnBranch(c: BrokerContext, _body: unknown, found: BranchVersion | undefined): Promise<Response> {
  const { db, now, urls } = c.var;
  const names = named(c);
  const { pacticipant, version } = await ensureVersionOf(db, names.pacticipant, names.version, now);
  await addVersionToBranch(db, pacticipant, version, names.branch, now);
  const place = await findBranchVersion(db, names);
  if (!place) throw new Error(`a version vanished while it was put on branch ${names.branch}`);
  const body = presentBranchVersion(place, names, urls);
  return found
    ? halResponse(c, body)
    : createdResponse(c, urls.branchVersion(names.pacticipant, names.branch, names.version), body);
}

/** Removes all branches but the main one and those to be left out, `?exclude[]=a&exclude[]=b`. */
async function deleteOthers(c: BrokerContext, pacticipant: Pacticipant): Promise<Response> {
  const { exclude = [] } = parseNestedQuery(new URL(c.req.url).search);
  const keep = [exclude].flat().filter((name) => typeof name === 'string');
  const { deleted, remaining } = await deleteOtherBranches(c.var.db, pacticipant, keep);
  const text =
    `Scheduled deletion of ${deleted} branches for pacticipant ${pacticipant.name}. ` +
    `Remaining branches are: ${remaining.join(', ')}`;
  return halResponse(c, { notices: [{ type: 'success', text }] }, 202);
}

function named(c: BrokerContext) {
  return { pacticipant: pathParam(c, 'pacticipant'), branch: pathParam(c, 'branch'), version: pathParam(c, 'version') };
}
