import { z } from 'zod';
import { displayNameOf } from '../hal/environment.ts';
import { created, hal } from '../hal/hal.ts';
import { displayName } from '../hal/pacticipant.ts';
import { presentReleasedVersion, presentReleasedVersions } from '../hal/released-version.ts';
import { unprocessable } from '../http/http-error.ts';
import { pathPart } from '../http/path-part.ts';
import { type BrokerApp, type BrokerContext, jsonTypes, mergePatchTypes, resource, takes } from '../http/resource.ts';
import { type Environment, findEnvironment, getEnvironment } from '../store/environments.ts';
import { findPacticipant } from '../store/pacticipants.ts';
import {
  findRelease,
  findReleasedVersion,
  listCurrentlySupported,
  type ReleasedVersion,
  recordRelease,
  recordSupportEnded,
} from '../store/released-versions.ts';
import { findPlacement, type Placement } from './placement.ts';

const Change = z.object({ currentlySupported: z.unknown().optional() });

/** Which versions are released where and still supported: recorded for a version, asked of an environment, ended by itself. */
export function releasedVersionRoutes(app: BrokerApp): void {
  resource<Placement>(app, '/pacticipants/:pacticipant/versions/:version/released-versions/environment/:uuid', {
    find: findPlacement,
    GET: listOfVersion,
    POST: takes({ consumes: jsonTypes, schema: z.unknown(), bodyOptional: true }, record),
  });

  resource<Environment>(app, '/environments/:uuid/released-versions/currently-supported', {
    find: (c) => findEnvironment(c.var.db, pathPart(c, 'uuid')),
    GET: async (c, environment) => {
      const { pacticipant, version } = c.req.query();
      const filter = { pacticipant: pacticipant || undefined, version: version || undefined };
      const releases = await listCurrentlySupported(c.var.db, environment.id, filter);
      const title = `Currently supported versions in ${displayNameOf(environment)}`;
      return hal(c, presentReleasedVersions(c, releases, { title, told: true }));
    },
  });

  resource<ReleasedVersion>(app, '/released-versions/:uuid', {
    find: (c) => findReleasedVersion(c.var.db, pathPart(c, 'uuid')),
    GET: answer,
    PATCH: takes({ consumes: mergePatchTypes, schema: Change, bodyOptional: true }, change),
  });
}

async function listOfVersion(c: BrokerContext, { version, environment }: Placement): Promise<Response> {
  const { db } = c.var;
  const pacticipant = await findPacticipant(db, pathPart(c, 'pacticipant'));
  const release = await findRelease(db, version.id, environment.id);
  const title = `Released versions for ${pacticipant && displayName(pacticipant)} version ${version.number} in ${displayNameOf(environment)}`;
  return hal(c, presentReleasedVersions(c, release ? [release] : [], { title, told: false }));
}

async function record(c: BrokerContext, _body: unknown, { version, environment }: Placement): Promise<Response> {
  const { db, now, urls } = c.var;
  const { released, isNew } = await recordRelease(db, version, environment.id, now);
  const body = presentReleasedVersion(released, environment, urls);
  const location = urls.releasedVersion(released.uuid);
  return isNew ? created(c, location, body) : hal(c, body, 200, { location });
}

/** Ends the support of a version; only another release takes it back. */
async function change(c: BrokerContext, { currentlySupported }: z.infer<typeof Change>, released: ReleasedVersion) {
  if (currentlySupported === true)
    throw unprocessable({
      currentlySupported: [
        'The currentlySupported property cannot be set back to true. Please record a new deployment.',
      ],
    });
  return answer(c, currentlySupported === false ? await recordSupportEnded(c.var.db, released, c.var.now) : released);
}

async function answer(c: BrokerContext, released: ReleasedVersion): Promise<Response> {
  const environment = await getEnvironment(c.var.db, released.environmentId);
  return hal(c, presentReleasedVersion(released, environment, c.var.urls));
}
