import type { Pairing } from '../../matrix/pairing.ts';
import { yieldIfBusy } from '../event-loop.ts';
import type { Db } from '../store/database.ts';
import { type Environment, listEnvironments } from '../store/environments.ts';
import { listRelationships, type Relationship } from '../store/integrations.ts';
import { findMainVersions, findPairings, findPairingsOfScopes, findVersionsInEnvironments } from './pairings.ts';

/** The pairings in one scope: an environment or, without one, the main branches. */
export interface ScopePairings {
  readonly environment?: Environment;
  readonly pairings: readonly Pairing[];
}

/** All integrations, and their pairings on the main branches and in each environment. */
export interface Overview {
  readonly integrations: readonly Relationship[];
  /** The main branches first. */
  readonly scopes: readonly ScopePairings[];
  /** What the first scope consists of: `latest versions` as soon as one pacticipant has no version of a main branch. */
  readonly mainScope: 'main branches' | 'latest versions';
}

/** The overview of all integrations, or of those of one pacticipant. */
export async function findOverview(db: Db, pacticipantId?: number): Promise<Overview> {
  const all = await listRelationships(db);
  const concerns = ({ consumerId, providerId }: Relationship) => [consumerId, providerId].includes(pacticipantId ?? -1);
  const integrations = pacticipantId === undefined ? all : all.filter(concerns);
  const ids = new Set(integrations.flatMap(({ consumerId, providerId }) => [consumerId, providerId]));
  const { versions, areOnMainBranches } = await findMainVersions(db, [...ids]);
  const main = { pairings: await findPairings(db, versions) };
  const environments = await findEnvironmentScopes(db);
  await yieldIfBusy();
  const mainScope = areOnMainBranches ? 'main branches' : 'latest versions';
  return { integrations, scopes: [main, ...environments], mainScope };
}

async function findEnvironmentScopes(db: Db): Promise<ScopePairings[]> {
  const environments = await listEnvironments(db);
  const pairings = await findPairingsOfScopes(db, await findVersionsInEnvironments(db, environments));
  return environments.map((environment, at) => ({ environment, pairings: pairings[at] ?? [] }));
}

/**
 * The relationships that connect a pacticipant, directly or through others, to the pacticipants around it.
 * @param limit stop once this many pacticipants are reached
 */
export function connectedTo(relationships: readonly Relationship[], name: string, limit = Number.POSITIVE_INFINITY) {
  const reached = new Set([name]);
  const group = new Set<Relationship>();
  for (let before = 0; reached.size !== before && reached.size < limit; ) {
    before = reached.size;
    const next = relationships.filter(({ consumer, provider }) => reached.has(consumer) || reached.has(provider));
    for (const one of next) group.add(one);
    for (const { consumer, provider } of next) reached.add(consumer).add(provider);
  }
  return [...group];
}
