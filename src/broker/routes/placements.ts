import { z } from 'zod';
import type { BrokerContext } from '../context.ts';
import { displayNameOf } from '../hal/environment.ts';
import { createdResponse, halResponse } from '../hal/hal.ts';
import { displayName } from '../hal/pacticipant.ts';
import {
  deployedVersionFormat,
  type PlacementFormat,
  presentPlacement,
  presentPlacements,
  releasedVersionFormat,
} from '../hal/placement.ts';
import { shortLine } from '../http/fields.ts';
import { unprocessableError } from '../http/http-error.ts';
import { jsonTypes, mergePatchTypes, type Resource, type WithBody, withBody } from '../http/resource.ts';
import type { Db } from '../store/database.ts';
import { type Environment, findEnvironment, getEnvironment } from '../store/environments.ts';
import { findPacticipant } from '../store/pacticipants.ts';
import {
  type DeploymentFilter,
  findDeployedVersion,
  findRelease,
  findReleasedVersion,
  listCurrentlyDeployed,
  listCurrentlySupported,
  listDeploymentsTo,
  type Placement,
  recordDeployment,
  recordRelease,
  recordSupportEnded,
  recordUndeployment,
} from '../store/placements.ts';
import { findVersionOf, type Version } from '../store/versions.ts';
import { pathParam } from '../url/request.ts';

/** A version and the environment that it is deployed to or released in. */
interface VersionInEnvironment {
  readonly version: Version;
  readonly environment: Environment;
}

/** What differs between deployed and released versions. */
interface PlacementKind {
  readonly format: PlacementFormat;
  /** The attribute that a PATCH sets to false to end the placement. */
  readonly currentAttribute: 'currentlyDeployed' | 'currentlySupported';
  readonly listOfVersion: (db: Db, versionId: number, environmentId: number) => Promise<Placement[]>;
  readonly versionListTitle: (c: BrokerContext, of: VersionInEnvironment) => Promise<string>;
  readonly listCurrent: (c: BrokerContext, environmentId: number) => Promise<Placement[]>;
  readonly currentListTitle: (environmentName: string) => string;
  readonly find: (db: Db, uuid: string) => Promise<Placement | undefined>;
  readonly end: (db: Db, placement: Placement, now: Date) => Promise<Placement>;
}

/** The three resources of a kind of placement: of a version in an environment, the current ones of an environment, and a single one. */
function placementResources<Body>(kind: PlacementKind, POST: WithBody<VersionInEnvironment, Body>) {
  const { format } = kind;
  const ofVersion: Resource<VersionInEnvironment> = {
    find: findVersionInEnvironment,
    GET: async (c, { version, environment }) => {
      const title = await kind.versionListTitle(c, { version, environment });
      const placements = await kind.listOfVersion(c.var.db, version.id, environment.id);
      return halResponse(c, presentPlacements(c, format, placements, { title, withVersions: false }));
    },
    POST,
  };
  const current: Resource<Environment> = {
    find: (c) => findEnvironment(c.var.db, pathParam(c, 'uuid')),
    GET: async (c, environment) => {
      const title = kind.currentListTitle(displayNameOf(environment));
      const placements = await kind.listCurrent(c, environment.id);
      return halResponse(c, presentPlacements(c, format, placements, { title, withVersions: true }));
    },
  };
  const answerPlacement = async (c: BrokerContext, placement: Placement) => {
    const environment = await getEnvironment(c.var.db, placement.environmentId);
    return halResponse(c, presentPlacement(format, placement, environment, c.var.urls));
  };
  const attribute = kind.currentAttribute;
  const single: Resource<Placement> = {
    find: (c) => kind.find(c.var.db, pathParam(c, 'uuid')),
    GET: answerPlacement,
    PATCH: withBody(
      { consumes: mergePatchTypes, schema: z.object({ [attribute]: z.unknown().optional() }), bodyOptional: true },
      async (c, change, placement) => {
        if (change[attribute] === true) throw unprocessableError({ [attribute]: [cannotReopen(attribute)] });
        return answerPlacement(
          c,
          change[attribute] === false ? await kind.end(c.var.db, placement, c.var.now) : placement,
        );
      },
    ),
  };
  return { ofVersion, current, single };
}

const cannotReopen = (attribute: string) =>
  `The ${attribute} property cannot be set back to true. Please record a new deployment.`;

async function findVersionInEnvironment(c: BrokerContext): Promise<VersionInEnvironment | undefined> {
  const version = await findVersionOf(c.var.db, pathParam(c, 'pacticipant'), pathParam(c, 'version'));
  const environment = version && (await findEnvironment(c.var.db, pathParam(c, 'uuid')));
  return environment && { version, environment };
}

const instance = z.preprocess((value) => (typeof value === 'number' ? String(value) : value), shortLine.nullish());
/** `target` is the older name of an application instance. */
const Deployment = z.object({ applicationInstance: instance, target: instance });

/** The version that is deployed to an environment: a new deployment of an application instance ends the one before. */
export const deployedVersions = placementResources<z.infer<typeof Deployment>>(
  {
    format: deployedVersionFormat,
    currentAttribute: 'currentlyDeployed',
    listOfVersion: listDeploymentsTo,
    versionListTitle: async (c, { version, environment }) =>
      `Deployed versions for ${pathParam(c, 'pacticipant')} version ${version.number} in environment ${displayNameOf(environment)}`,
    listCurrent: (c, environmentId) => listCurrentlyDeployed(c.var.db, environmentId, deploymentFilter(c)),
    currentListTitle: (environmentName) => `Currently deployed versions for ${environmentName}`,
    find: findDeployedVersion,
    end: recordUndeployment,
  },
  withBody(
    { consumes: jsonTypes, schema: Deployment, bodyOptional: true },
    async (c, body, { version, environment }) => {
      const { db, now, urls } = c.var;
      const applicationInstance = body.applicationInstance || body.target || null;
      const deployed = await recordDeployment(db, version, environment.id, applicationInstance, now);
      const presented = presentPlacement(deployedVersionFormat, deployed, environment, urls);
      return createdResponse(c, urls.deployedVersion(deployed.uuid), presented);
    },
  ),
);

/** An empty instance in the query means deployments without an instance. */
function deploymentFilter(c: BrokerContext): DeploymentFilter {
  const { pacticipant, applicationInstance, target } = c.req.query();
  const requested = applicationInstance ?? target;
  return { pacticipant: pacticipant || undefined, instance: requested === undefined ? undefined : requested || null };
}

/** The versions that are released in an environment and supported there; any number at a time. */
export const releasedVersions = placementResources<unknown>(
  {
    format: releasedVersionFormat,
    currentAttribute: 'currentlySupported',
    listOfVersion: async (db, versionId, environmentId) => {
      const release = await findRelease(db, versionId, environmentId);
      return release ? [release] : [];
    },
    versionListTitle: async (c, { version, environment }) => {
      const pacticipant = await findPacticipant(c.var.db, pathParam(c, 'pacticipant'));
      return `Released versions for ${pacticipant && displayName(pacticipant)} version ${version.number} in ${displayNameOf(environment)}`;
    },
    listCurrent: (c, environmentId) => {
      const { pacticipant, version } = c.req.query();
      const filter = { pacticipant: pacticipant || undefined, version: version || undefined };
      return listCurrentlySupported(c.var.db, environmentId, filter);
    },
    currentListTitle: (environmentName) => `Currently supported versions in ${environmentName}`,
    find: findReleasedVersion,
    end: recordSupportEnded,
  },
  withBody(
    { consumes: jsonTypes, schema: z.unknown(), bodyOptional: true },
    async (c, _body, { version, environment }) => {
      const { db, now, urls } = c.var;
      const { released, isNew } = await recordRelease(db, version, environment.id, now);
      const presented = presentPlacement(releasedVersionFormat, released, environment, urls);
      const location = urls.releasedVersion(released.uuid);
      return isNew ? createdResponse(c, location, presented) : halResponse(c, presented, 200, { location });
    },
  ),
);
