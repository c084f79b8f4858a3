import { sql } from 'kysely';
import type { Integration } from '../../matrix/resolve.ts';
import type { Row } from '../../matrix/row.ts';
import { isNameOnly, type ResolvedSelector } from '../../matrix/selector.ts';
import type { Db } from './database.ts';

/** A selector in ids: a version, or every version of a pacticipant. */
interface Sides {
  readonly versions: number[];
  readonly pacticipants: number[];
  readonly anyone: number[];
}

function sidesOf(selectors: readonly ResolvedSelector[]): Sides {
  const ids = selectors.flatMap(({ version }) => (typeof version === 'object' ? [version.id] : []));
  const open = selectors.filter(({ selector, version }) => version === 'any' && isNameOnly(selector));
  return {
    versions: atLeastOne(ids),
    pacticipants: atLeastOne(open.flatMap(idOf)),
    anyone: atLeastOne(selectors.flatMap(idOf)),
  };
}

function idOf({ pacticipantId }: ResolvedSelector): number[] {
  return pacticipantId === undefined ? [] : [pacticipantId];
}

/** An empty list is no SQL; -1 is nobody's id. */
function atLeastOne(ids: number[]): number[] {
  return ids.length > 0 ? [...new Set(ids)] : [-1];
}

/**
 * The matrix rows of some selectors: pacts of the selected consumer versions with a selected provider, each with the results of
 * the selected provider versions for its content (the newest of each provider version, or all of them), where one side was asked for.
 * A lone selector takes in everyone else: its pacts with all their results, and its results with all their pacts.
 */
export async function findRows(db: Db, selectors: readonly ResolvedSelector[], newestResults: boolean): Promise<Row[]> {
  const results = sql.table(newestResults ? 'latest_verifications' : 'verifications');
  const result = sql.ref(newestResults ? 'l.verification_id' : 'l.id');
  const { versions, pacticipants, anyone } = sidesOf(selectors);
  const specified = atLeastOne(selectors.filter(({ type }) => type === 'specified').flatMap(idOf));
  const asConsumer = sql`(p.consumer_version_id in (${sql.join(versions)}) or p.consumer_id in (${sql.join(pacticipants)}))`;
  const asProvider = sql`(l.provider_version_id in (${sql.join(versions)}) or p.provider_id in (${sql.join(pacticipants)}))`;
  const columns = sql`p.id as publication_id, ${result} as result_id, l.provider_version_id`;
  const matching =
    selectors.length === 1
      ? sql`
        select ${columns} from pact_publications p
          left join ${results} l on l.pact_version_id = p.pact_version_id
          where ${asConsumer}
        union
        select ${columns} from ${results} l
          join pact_publications p on p.pact_version_id = l.pact_version_id
          where ${asProvider}`
      : sql`
        select ${columns} from pact_publications p
          left join ${results} l on l.pact_version_id = p.pact_version_id and ${asProvider}
          where ${asConsumer} and p.provider_id in (${sql.join(anyone)})
            and (p.consumer_id in (${sql.join(specified)}) or p.provider_id in (${sql.join(specified)}))`;
  const { rows } = await sql<FlatRow>`
    select c.id as consumer_id, c.name as consumer_name, cv.id as consumer_version_id, cv.number as consumer_version_number,
      o.id as provider_id, o.name as provider_name, ov.id as provider_version_id, ov.number as provider_version_number,
      pv.sha, p.revision_number, p.created_at as published_at, r.id as result_number, r.success, r.created_at as verified_at
    from (${matching}) m
    join pact_publications p on p.id = m.publication_id
    join pact_versions pv on pv.id = p.pact_version_id
    join pacticipants c on c.id = p.consumer_id
    join pacticipants o on o.id = p.provider_id
    join versions cv on cv.id = p.consumer_version_id
    left join versions ov on ov.id = m.provider_version_id
    left join verifications r on r.id = m.result_id`.execute(db);
  return rows.map(toRow);
}

interface FlatRow {
  consumerId: number;
  consumerName: string;
  consumerVersionId: number;
  consumerVersionNumber: string;
  providerId: number;
  providerName: string;
  providerVersionId: number | null;
  providerVersionNumber: string | null;
  sha: string;
  revisionNumber: number;
  publishedAt: string;
  resultNumber: number | null;
  success: number | null;
  verifiedAt: string | null;
}

function toRow(flat: FlatRow): Row {
  const { providerVersionId, providerVersionNumber, resultNumber, verifiedAt } = flat;
  const verified = resultNumber !== null && verifiedAt !== null;
  return {
    consumer: {
      id: flat.consumerId,
      name: flat.consumerName,
      version: { id: flat.consumerVersionId, number: flat.consumerVersionNumber },
    },
    provider: {
      id: flat.providerId,
      name: flat.providerName,
      version:
        providerVersionId && providerVersionNumber !== null
          ? { id: providerVersionId, number: providerVersionNumber }
          : null,
    },
    pact: { sha: flat.sha, revision: flat.revisionNumber, createdAt: flat.publishedAt },
    result: verified ? { number: resultNumber, success: flat.success === 1, verifiedAt } : null,
  };
}

interface FlatIntegration {
  consumerId: number;
  consumerName: string;
  providerId: number;
  providerName: string;
}

/** Providers that the selected consumer versions have pacts with; among `providers` only, when given. */
export async function findProvidersOf(
  db: Db,
  selectors: readonly ResolvedSelector[],
  providers?: readonly number[],
): Promise<Integration[]> {
  const { versions, pacticipants } = sidesOf(selectors);
  const among = providers ? sql`and p.provider_id in (${sql.join(atLeastOne([...providers]))})` : sql``;
  const { rows } = await sql<FlatIntegration>`
    select distinct c.id as consumer_id, c.name as consumer_name, o.id as provider_id, o.name as provider_name
    from pact_publications p
    join pacticipants c on c.id = p.consumer_id
    join pacticipants o on o.id = p.provider_id
    where (p.consumer_version_id in (${sql.join(versions)}) or p.consumer_id in (${sql.join(pacticipants)})) ${among}`.execute(
    db,
  );
  return rows.map((row) => toIntegration(row, true));
}

/** Whoever has ever been a consumer of the selected pacticipants, whatever their version. */
export async function findConsumersOf(db: Db, selectors: readonly ResolvedSelector[]): Promise<Integration[]> {
  const { anyone } = sidesOf(selectors);
  const { rows } = await sql<FlatIntegration>`
    select c.id as consumer_id, c.name as consumer_name, o.id as provider_id, o.name as provider_name
    from integrations i
    join pacticipants c on c.id = i.consumer_id
    join pacticipants o on o.id = i.provider_id
    where i.provider_id in (${sql.join(anyone)})`.execute(db);
  return rows.map((row) => toIntegration(row, false));
}

function toIntegration(flat: FlatIntegration, required: boolean): Integration {
  return {
    consumer: { id: flat.consumerId, name: flat.consumerName },
    provider: { id: flat.providerId, name: flat.providerName },
    required,
  };
}
