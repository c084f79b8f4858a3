import { z } from 'zod';
import type { BrokerContext } from '../context.ts';
import { halResponse, noContentResponse } from '../hal/hal.ts';
import { presentVersion, presentVersions } from '../hal/version.ts';
import { filledLine, line } from '../http/fields.ts';
import { pacticipantNotFound } from '../http/http-error.ts';
import { pageOf } from '../http/paging.ts';
import { jsonTypes, mergePatchTypes, type Resource, withBody } from '../http/resource.ts';
import { findPacticipant, type Pacticipant } from '../store/pacticipants.ts';
import { isTagInUse, replaceTags } from '../store/tags.ts';
import { describeVersions } from '../store/version-details.ts';
import {
  deleteVersion,
  ensureVersionOf,
  findLatestTaggedVersionOf,
  findLatestVersionOf,
  findVersionOf,
  listVersions,
  setBuildUrl,
  type Version,
  type VersionFilter,
} from '../store/versions.ts';
import { pathParam, resourceUrl } from '../url/request.ts';

const Attributes = z.object({
  buildUrl: line.nullish(),
  tags: z.array(z.object({ name: filledLine })).optional(),
});
type Attributes = z.infer<typeof Attributes>;
const body = { schema: Attributes, limited: { tags: 'tags' }, creates: true, bodyOptional: true } as const;

/** The versions of a pacticipant. */
export const versions: Resource<Pacticipant> = {
  find: findNamed,
  notFoundError: (c) => pacticipantNotFound('pacticipant', pathParam(c, 'pacticipant')),
  GET: (c, { id, name }) => answerVersions(c, name, { pacticipantId: id }, `All application versions of ${name}`),
};

export const version: Resource<Version> = {
  find: (c) => findVersionOf(c.var.db, pathParam(c, 'pacticipant'), pathParam(c, 'version')),
  GET: (c, version) => answerVersion(c, version),
  PUT: withBody({ ...body, consumes: jsonTypes }, (c, body, found) =>
    writeVersion(c, { ...body, buildUrl: body.buildUrl ?? null }, found),
  ),
  PATCH: withBody({ ...body, consumes: mergePatchTypes }, writeVersion),
  DELETE: async (c, { id }) => {
    await deleteVersion(c.var.db, id);
    return noContentResponse(c);
  },
};

export const latestVersion = latestVersionResource((c) => findLatestVersionOf(c.var.db, pathParam(c, 'pacticipant')));
export const latestTaggedVersion = latestVersionResource((c) =>
  findLatestTaggedVersionOf(c.var.db, pathParam(c, 'pacticipant'), pathParam(c, 'tag')),
);

export const versionsWithTag: Resource<Pacticipant> = {
  find: async (c) => {
    const pacticipant = await findNamed(c);
    return pacticipant && (await isTagInUse(c.var.db, pacticipant.id, pathParam(c, 'tag'))) ? pacticipant : undefined;
  },
  GET: (c, { id, name }) => {
    const tag = pathParam(c, 'tag');
    return answerVersions(c, name, { pacticipantId: id, tag }, `Versions with tag ${tag} of ${name}`);
  },
};

function findNamed(c: BrokerContext): Promise<Pacticipant | undefined> {
  return findPacticipant(c.var.db, pathParam(c, 'pacticipant'));
}

/** A version that is found by something other than its number. */
export function latestVersionResource(find: (c: BrokerContext) => Promise<Version | undefined>): Resource<Version> {
  return { find, GET: (c, version) => answerVersion(c, version) };
}

/** Updates the given attributes; creates the version if it does not exist. */
async function writeVersion(c: BrokerContext, { buildUrl, tags }: Attributes, found?: Version): Promise<Response> {
  const { db, now } = c.var;
  const { version } = await ensureVersionOf(db, pathParam(c, 'pacticipant'), pathParam(c, 'version'), now);
  const written = buildUrl === undefined ? version : await setBuildUrl(db, version.id, buildUrl, now);
  if (tags)
    await replaceTags(
      db,
      written,
      tags.map(({ name }) => name),
      now,
    );
  return answerVersion(c, written, found ? 200 : 201);
}

async function answerVersion(c: BrokerContext, version: Version, status: 200 | 201 = 200): Promise<Response> {
  const { db, urls } = c.var;
  const { described, environments } = await describeVersions(db, pathParam(c, 'pacticipant'), [version]);
  const bodies = described.map((one) => presentVersion(one, environments, urls, resourceUrl(c)));
  return halResponse(c, bodies[0], status);
}

/** A list of versions, all or the requested page. */
export async function answerVersions(
  c: BrokerContext,
  pacticipant: string,
  filter: VersionFilter,
  title: string,
): Promise<Response> {
  const { items, ...rest } = await listVersions(c.var.db, filter, pageOf(c));
  const { described, environments } = await describeVersions(c.var.db, pacticipant, items);
  return halResponse(c, presentVersions(c, { items: described, ...rest, pacticipant, title, environments }));
}
