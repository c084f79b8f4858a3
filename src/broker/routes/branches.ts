import { z } from 'zod';
import type { BrokerContext } from '../context.ts';
import { presentBranch, presentBranches, presentBranchVersion } from '../hal/branch.ts';
import { createdResponse, halResponse, noContentResponse } from '../hal/hal.ts';
import { pacticipantNotFound } from '../http/http-error.ts';
import { rejectLongLists } from '../http/list-limits.ts';
import { firstPage, pageOf } from '../http/paging.ts';
import { jsonTypes, type Resource, withBody } from '../http/resource.ts';
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
import { answerVersions, latestVersionResource } from './versions.ts';

/** The branches of a pacticipant. */
export const branches: Resource<Pacticipant> = {
  find: (c) => findPacticipant(c.var.db, branchNames(c).pacticipant),
  notFoundError: (c) => pacticipantNotFound('pacticipant', branchNames(c).pacticipant),
  GET: async (c, { id, name }) => {
    const branches = await listBranches(c.var.db, id, c.req.query('q'), pageOf(c) ?? firstPage);
    return halResponse(c, presentBranches(c, name, branches));
  },
  DELETE: deleteBranchesExcept,
};

export const latestVersionOfBranch = latestVersionResource((c) =>
  findBranchHead(c.var.db, branchNames(c).pacticipant, branchNames(c).branch),
);

/** A version on a branch. */
export const branchVersion: Resource<BranchVersion> = {
  find: (c) => findBranchVersion(c.var.db, branchNames(c)),
  GET: (c, found) => halResponse(c, presentBranchVersion(found, branchNames(c), c.var.urls)),
  PUT: withBody({ consumes: jsonTypes, schema: z.unknown(), creates: true, bodyOptional: true }, putBranchVersion),
  DELETE: async (c, found) => {
    await removeVersionFromBranch(c.var.db, found);
    return noContentResponse(c);
  },
};

/** The versions on a branch. */
export const branchVersions: Resource<Branch> = {
  find: (c) => findBranch(c.var.db, branchNames(c).pacticipant, branchNames(c).branch),
  GET: (c, { id, pacticipantId, name }) => {
    const { pacticipant } = branchNames(c);
    const title = `Versions for branch ${name} of ${pacticipant}`;
    return answerVersions(c, pacticipant, { pacticipantId, branchId: id }, title);
  },
};

export const branch: Resource<Branch> = {
  find: (c) => findBranch(c.var.db, branchNames(c).pacticipant, branchNames(c).branch),
  GET: (c, found) => halResponse(c, presentBranch(found, branchNames(c).pacticipant, c.var.urls)),
  DELETE: async (c, { id }) => {
    await deleteBranch(c.var.db, id);
    return noContentResponse(c);
  },
};

async function putBranchVersion(c: BrokerContext, _body: unknown, found: BranchVersion | undefined): Promise<Response> {
  const { db, now, urls } = c.var;
  const names = branchNames(c);
  const { pacticipant, version } = await ensureVersionOf(db, names.pacticipant, names.version, now);
  await addVersionToBranch(db, pacticipant, version, names.branch, now);
  const stored = await findBranchVersion(db, names);
  if (!stored) throw new Error(`the version was deleted while it was added to branch ${names.branch}`);
  const body = presentBranchVersion(stored, names, urls);
  return found
    ? halResponse(c, body)
    : createdResponse(c, urls.branchVersion(names.pacticipant, names.branch, names.version), body);
}

/** Deletes all branches except the main branch and those in the query, `?exclude[]=a&exclude[]=b`. */
async function deleteBranchesExcept(c: BrokerContext, pacticipant: Pacticipant): Promise<Response> {
  const query = parseNestedQuery(new URL(c.req.url).search.slice(1));
  rejectLongLists(c, query, { exclude: 'branches' });
  const { exclude = [] } = query;
  const keep = [exclude].flat().filter((name) => typeof name === 'string');
  const { deleted, remaining } = await deleteOtherBranches(c.var.db, pacticipant, keep);
  const text =
    `Scheduled deletion of ${deleted} branches for pacticipant ${pacticipant.name}. ` +
    `Remaining branches are: ${remaining.join(', ')}`;
  return halResponse(c, { notices: [{ type: 'success', text }] }, 202);
}

function branchNames(c: BrokerContext) {
  return { pacticipant: pathParam(c, 'pacticipant'), branch: pathParam(c, 'branch'), version: pathParam(c, 'version') };
}
