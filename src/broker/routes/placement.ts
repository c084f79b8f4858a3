import { pathPart } from '../http/path-part.ts';
import type { BrokerContext } from '../http/resource.ts';
import { type Environment, findEnvironment } from '../store/environments.ts';
import { findVersionOf, type Version } from '../store/versions.ts';

/** A version and the environment that it is deployed to or released in. */
export interface Placement {
  readonly version: Version;
  readonly environment: Environment;
}

/** The version and the environment that the path names, if both are there. */
export async function findPlacement(c: BrokerContext): Promise<Placement | undefined> {
  const version = await findVersionOf(c.var.db, pathPart(c, 'pacticipant'), pathPart(c, 'version'));
  const environment = version && (await findEnvironment(c.var.db, pathPart(c, 'uuid')));
  return environment && { version, environment };
}
