import { createHash } from 'node:crypto';
import { plural } from '../../text/duration.ts';
import { deleteBranch, findBranch } from '../store/branches.ts';
import type { Db } from '../store/database.ts';
import {
  countDeletion,
  countedTables,
  type DeletedRows,
  type DeletionCounts,
  listDeletedPacticipants,
  listPlacedVersions,
  type PlacedVersion,
  rowWithId,
} from '../store/deletion-counts.ts';
import { deleteIntegration, hasIntegration, integrationRows, listPartners } from '../store/integrations.ts';
import { deletePacticipant, findPacticipant, findPacticipantIds } from '../store/pacticipants.ts';
import { countTriggeredByWebhook } from '../store/triggered-webhooks.ts';
import { countVersions, deleteVersion, findVersionOf } from '../store/versions.ts';
import { deleteWebhook, findWebhook } from '../store/webhooks.ts';
import { displayName } from '../webhooks/webhook.ts';

/** Something that a page can delete, with the operation that the API uses for it. */
export interface Deletable {
  /** Identifies the row: a resource that was deleted and created again under the same name has another id. */
  readonly id: string;
  /** For sentences: `version 1 of heron`. */
  readonly name: string;
  readonly rows: DeletedRows;
  /** Sentences on what remains. */
  readonly remains: readonly string[];
  /** Sentences on consequences that a count does not show. */
  readonly warnings?: readonly string[];
  delete(db: Db): Promise<void>;
}

/** What the deletion of something removes. */
export interface DeletionPlan extends Deletable {
  readonly counts: DeletionCounts;
  readonly placed: readonly PlacedVersion[];
  /** A hash of the whole plan. */
  readonly digest: string;
}

export async function planDeletion(db: Db, deletable: Deletable): Promise<DeletionPlan> {
  const { id, rows, remains, warnings } = deletable;
  const counts = await countDeletion(db, rows);
  const placed = await listPlacedVersions(db, rows);
  const facts = JSON.stringify([id, counts, placed, remains, warnings]);
  return { ...deletable, counts, placed, digest: createHash('sha256').update(facts).digest('base64url').slice(0, 22) };
}

/** The counts of a deletion as headings of a list. */
export const countLabels: Readonly<Record<keyof DeletionCounts, string>> = {
  pacticipants: 'Pacticipants',
  versions: 'Versions',
  branches: 'Branches',
  tags: 'Tags',
  pacts: 'Published pacts',
  results: 'Verification results',
  deployments: 'Deployments, current and past',
  releases: 'Releases, current and past',
  webhooks: 'Webhooks',
  deliveries: 'Webhook deliveries with their logs',
};

/** `versions: 3, branches: 1`. The noun comes first because `1 branches` would be wrong. */
export function describeCounts(counts: DeletionCounts): string {
  return countedTables
    .filter((table) => counts[table] > 0)
    .map((table) => `${table}: ${counts[table]}`)
    .join(', ');
}

/** Finds something by the names in a link or form; undefined if it does not exist. */
type FindDeletable<Field extends string> = (
  db: Db,
  fields: Record<Field, string>,
  now: Date,
) => Promise<Deletable | undefined>;

export const findDeletablePacticipant: FindDeletable<'pacticipant'> = async (db, fields) => {
  const found = await findPacticipant(db, fields.pacticipant);
  if (!found) return undefined;
  const { id, name } = found;
  const partners = await listPartners(db, id);
  const others = `${listNames(partners)} with their versions, but without pacts and results with ${name}`;
  return {
    id: `pacticipant ${id}`,
    name: `pacticipant ${name}`,
    rows: { pacticipants: rowWithId('pacticipants', id) },
    remains: [...(partners.length > 0 ? [others] : []), 'all environments', `webhooks that do not name ${name}`],
    delete: (transaction) => deletePacticipant(transaction, id),
  };
};

export const findDeletableVersion: FindDeletable<'pacticipant' | 'version'> = async (db, { pacticipant, version }) => {
  const found = await findVersionOf(db, pacticipant, version);
  if (!found) return undefined;
  const { id, number, pacticipantId } = found;
  const others = (await countVersions(db, { pacticipantId })) - 1;
  return {
    id: `version ${id}`,
    name: `version ${number} of ${pacticipant}`,
    rows: { versions: rowWithId('versions', id) },
    remains: [
      `${pacticipant} with its branches${others === 0 ? ', but without a version' : ` and ${plural(others, 'other version')}`}`,
      'its pact versions and their results; a clean-up deletes pact versions that no consumer version uses',
    ],
    delete: (transaction) => deleteVersion(transaction, id),
  };
};

export const findDeletableBranch: FindDeletable<'pacticipant' | 'branch'> = async (db, { pacticipant, branch }) => {
  const found = await findBranch(db, pacticipant, branch);
  const owner = await findPacticipant(db, pacticipant);
  if (!found || !owner) return undefined;
  const versions = await countVersions(db, { pacticipantId: found.pacticipantId, branchId: found.id });
  const isMain = owner.mainBranch === branch;
  return {
    id: `branch ${found.id}`,
    name: `branch ${branch} of ${pacticipant}`,
    rows: { branches: rowWithId('branches', found.id) },
    remains: [`${plural(versions, 'version')} of the branch, with pacts, results, deployments and releases`],
    warnings: isMain
      ? [`${branch} is the main branch of ${pacticipant}: selectors for the main branch will find no version.`]
      : [],
    delete: (transaction) => deleteBranch(transaction, found.id),
  };
};

export const findDeletableIntegration: FindDeletable<'consumer' | 'provider'> = async (db, { consumer, provider }) => {
  const known = await findPacticipantIds(db, [consumer, provider]);
  const ids = { consumerId: known.get(consumer) ?? 0, providerId: known.get(provider) ?? 0 };
  if (!(await hasIntegration(db, ids))) return undefined;
  const rows = integrationRows(ids);
  const deleted = await listDeletedPacticipants(db, rows);
  const remaining = [...new Set([consumer, provider])].filter((name) => !deleted.includes(name));
  return {
    id: `integration ${ids.consumerId} ${ids.providerId}`,
    name: `integration of ${consumer} with ${provider}`,
    rows,
    remains: [
      ...remaining.map((name) => `${name}, with its other pacts and the versions that have other pacts or results`),
      'all environments',
    ],
    warnings: deleted.map((name) => `${name} is also deleted, because it has no other data.`),
    delete: (transaction) => deleteIntegration(transaction, ids),
  };
};

export const findDeletableWebhook: FindDeletable<'uuid'> = async (db, { uuid }, now) => {
  const found = await findWebhook(db, uuid);
  if (!found) return undefined;
  const { deliveries, pending } = await countTriggeredByWebhook(db, found.id);
  return {
    id: `webhook ${found.id}`,
    name: `webhook ${displayName(found)}`,
    rows: { webhooks: rowWithId('webhooks', found.id) },
    remains: [`the logs of its past deliveries (${deliveries})`],
    warnings: pending > 0 ? [`Its pending deliveries (${pending}) are cancelled.`] : [],
    delete: (transaction) => deleteWebhook(transaction, found, now),
  };
};

const MAX_LISTED_NAMES = 10;

function listNames(names: readonly string[]): string {
  const more = names.length - MAX_LISTED_NAMES;
  return names.slice(0, MAX_LISTED_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
