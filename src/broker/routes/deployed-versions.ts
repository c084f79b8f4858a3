import { z } from 'zod';
import { presentDeployedVersion, presentDeployedVersions } from '../hal/deployed-version.ts';
import { displayNameOf } from '../hal/environment.ts';
import { created, hal } from '../hal/hal.ts';
import { unprocessable } from '../http/http-error.ts';
import { pathPart } from '../http/path-part.ts';
import { type BrokerApp, type BrokerContext, jsonTypes, mergePatchTypes, resource, takes } from '../http/resource.ts';
import { shortLine } from '../http/text.ts';
import {
  type DeployedVersion,
  type DeploymentFilter,
  findDeployedVersion,
  listCurrentlyDeployed,
  listDeploymentsTo,
  recordDeployment,
  recordUndeployment,
} from '../store/deployed-versions.ts';
import { type Environment, findEnvironment, getEnvironment } from '../store/environments.ts';
import { findPlacement, type Placement } from './placement.ts';

const instance = z.preprocess((value) => (typeof value === 'number' ? String(value) : value), shortLine.nullish());
/** `target` is the older name of an application instance. */
const Deployment = z.object({ applicationInstance: instance, target: instance });
const Change = z.object({ currentlyDeployed: z.unknown().optional() });

/** Which version is deployed where: recorded for a version, asked of an environment, ended by itself. */
export function deployedVersionRoutes(app: BrokerApp): void {
  resource<Placement>(app, '/pacticipants/:pacticipant/versions/:version/deployed-versions/environment/:uuid', {
    find: findPlacement,
    GET: async (c, { version, environment }) => {
      const title = `Deployed versions for ${pathPart(c, 'pacticipant')} version ${version.number} in environment ${displayNameOf(environment)}`;
      const deployments = await listDeploymentsTo(c.var.db, version.id, environment.id);
      return hal(c, presentDeployedVersions(c, deployments, { title, told: false }));
    },
    POST: takes({ consumes: jsonTypes, schema: Deployment, bodyOptional: true }, record),
  });

  resource<Environment>(app, '/environments/:uuid/deployed-versions/currently-deployed', {
    find: (c) => findEnvironment(c.var.db, pathPart(c, 'uuid')),
    GET: async (c, environment) => {
      const deployments = await listCurrentlyDeployed(c.var.db, environment.id, filter(c));
      const title = `Currently deployed versions for ${displayNameOf(environment)}`;
      return hal(c, presentDeployedVersions(c, deployments, { title, told: true }));
    },
  });

  resource<DeployedVersion>(app, '/deployed-versions/:uuid', {
    find: (c) => findDeployedVersion(c.var.db, pathPart(c, 'uuid')),
    GET: answer,
    PATCH: takes({ consumes: mergePatchTypes, schema: Change, bodyOptional: true }, change),
  });
}

async function record(c: BrokerContext, body: z.infer<typeof Deployment>, { version, environment }: Placement) {
  const { db, now, urls } = c.var;
  const name = body.applicationInstance || body.target || null;
  const deployed = await recordDeployment(db, version, environment.id, name, now);
  return created(c, urls.deployedVersion(deployed.uuid), presentDeployedVersion(deployed, environment, urls));
}

/** Ends a deployment; it cannot be taken back. */
async function change(c: BrokerContext, { currentlyDeployed }: z.infer<typeof Change>, deployed: DeployedVersion) {
  if (currentlyDeployed === true)
    throw unprocessable({
      currentlyDeployed: ['The currentlyDeployed property cannot be set back to true. Please record a new deployment.'],
    });
  const ended = currentlyDeployed === false ? await recordUndeployment(c.var.db, deployed, c.var.now) : deployed;
  return answer(c, ended);
}

async function answer(c: BrokerContext, deployed: DeployedVersion): Promise<Response> {
  const environment = await getEnvironment(c.var.db, deployed.environmentId);
  return hal(c, presentDeployedVersion(deployed, environment, c.var.urls));
}

/** An instance that is asked for by an empty name is none. */
function filter(c: BrokerContext): DeploymentFilter {
  const { pacticipant, applicationInstance, target } = c.req.query();
  const asked = applicationInstance ?? target;
  return { pacticipant: pacticipant || undefined, instance: asked === undefined ? undefined : asked || null };
}
