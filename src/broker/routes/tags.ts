import { z } from 'zod';
import type { BrokerContext } from '../context.ts';
import { createdResponse, halResponse, noContentResponse } from '../hal/hal.ts';
import { presentTag } from '../hal/tag.ts';
import { jsonTypes, type Resource, withBody } from '../http/resource.ts';
import type { Db } from '../store/database.ts';
import { findEnvironmentByName } from '../store/environments.ts';
import { recordDeployment } from '../store/placements.ts';
import { addTag, deleteTag, findTag, type Tag } from '../store/tags.ts';
import { ensureVersionOf, findVersionOf, type Version } from '../store/versions.ts';
import { pathParam } from '../url/request.ts';

/** A tag of a version. A PUT creates the pacticipant and the version if they do not exist. */
export const tag: Resource<Tag> = {
  find: async (c) => {
    const { pacticipant, version, name } = tagNames(c);
    const found = await findVersionOf(c.var.db, pacticipant, version);
    return found && findTag(c.var.db, found.id, name);
  },
  GET: (c, found) => halResponse(c, presentTag(found, tagNames(c), c.var.urls)),
  PUT: withBody({ consumes: jsonTypes, schema: z.unknown(), creates: true, bodyOptional: true }, putTag),
  DELETE: async (c, { id }) => {
    await deleteTag(c.var.db, id);
    return noContentResponse(c);
  },
};

async function putTag(c: BrokerContext, _body: unknown, found: Tag | undefined): Promise<Response> {
  const { db, now, urls } = c.var;
  const { name, ...names } = tagNames(c);
  const { pacticipant, version } = await ensureVersionOf(db, names.pacticipant, names.version, now);
  if (!found) await addTag(db, pacticipant, version, name, now);
  await deployIfEnvironment(db, version, name, now);
  const stored = found ?? (await findTag(db, version.id, name));
  if (!stored) throw new Error(`tag ${name} was deleted while it was written`);
  const body = presentTag(stored, names, urls);
  return found ? halResponse(c, body) : createdResponse(c, urls.tag(names.pacticipant, names.version, name), body);
}

/** A tag with the name of an environment records a deployment to it. */
async function deployIfEnvironment(db: Db, version: Version, tagName: string, now: Date): Promise<void> {
  const environment = await findEnvironmentByName(db, tagName);
  if (environment) await recordDeployment(db, version, environment.id, null, now, { autoCreated: true });
}

function tagNames(c: BrokerContext) {
  return { pacticipant: pathParam(c, 'pacticipant'), version: pathParam(c, 'version'), name: pathParam(c, 'tag') };
}
