import { type RawBuilder, sql } from 'kysely';
import type { ConsumerVersionSelector } from '../../matrix/consumer-version-selector.ts';
import type { Db } from './database.ts';

/** A pact that a consumer version selector matches. */
export interface FoundPact {
  readonly consumer: string;
  /** The main branch of the consumer. */
  readonly mainBranch: string | null;
  readonly versionId: number;
  readonly versionNumber: string;
  readonly pactVersionId: number;
  readonly sha: string;
  readonly createdAt: string;
  /** The branch, tag or environment that the version was found by; set only for selectors of this kind. */
  readonly branch?: string;
  readonly tag?: string;
  readonly environment?: string;
  readonly production?: number;
}

/**
 * The pacts of a provider with the consumer versions that a selector matches, by consumer and age.
 * @param consumers limits the result to these consumers; by default the selector's consumer, or every consumer
 */
export async function findSelectedPacts(
  db: Db,
  providerId: number,
  selector: ConsumerVersionSelector,
  consumers = selector.consumer === undefined ? undefined : [selector.consumer],
): Promise<FoundPact[]> {
  const { from, extra } = sourceOf(selector);
  const named = consumers ? sql`and c.name in (${sql.join(consumers)})` : sql``;
  return selectPublications(db, from, extra, sql`where i.provider_id = ${providerId} ${named}`);
}

/** The pacts of every branch head and of the newest version with each tag, if they were published after a date. */
export async function findHeadPacts(db: Db, providerId: number, since: Date): Promise<FoundPact[]> {
  const rest = sql`where i.provider_id = ${providerId} and pp.created_at > ${since.toISOString()}`;
  const heads = sourceOf({ kind: 'every-branch' });
  const tagged = sql`join (select t.pacticipant_id, t.name, max(t.version_id) as version_id from tags t
    join integrations ti on ti.consumer_id = t.pacticipant_id and ti.provider_id = ${providerId}
    group by t.pacticipant_id, t.name) x on x.pacticipant_id = c.id ${publicationOf('x.version_id')}`;
  const found = await Promise.all([
    selectPublications(db, heads.from, heads.extra, rest),
    selectPublications(db, tagged, sql`, x.name as tag`, rest),
  ]);
  return found.flat();
}

/** Joins a provider's integrations with the publications `pp`, which are found by index. */
async function selectPublications(
  db: Db,
  from: RawBuilder<unknown>,
  extra: RawBuilder<unknown>,
  rest: RawBuilder<unknown>,
): Promise<FoundPact[]> {
  const { rows } = await sql<FoundPact>`
    select c.name as consumer, c.main_branch, v.id as version_id, v.number as version_number, pp.pact_version_id, pv.sha,
      pp.created_at ${extra}
    from integrations i join pacticipants c on c.id = i.consumer_id ${from}
    join versions v on v.id = pp.consumer_version_id
    join pact_versions pv on pv.id = pp.pact_version_id
    ${rest} order by c.name, v.id`.execute(db);
  return rows;
}

/** Joins the pact of a version with the provider. The subquery keeps SQLite from starting with all pacts of the provider. */
function publicationOf(versionId: string | RawBuilder<unknown>): RawBuilder<unknown> {
  const id = typeof versionId === 'string' ? sql.ref(versionId) : versionId;
  return sql`join pact_publications pp on pp.id = (select one.id from pact_publications one
    where one.consumer_version_id = ${id} and one.provider_id = i.provider_id)`;
}

interface Source {
  readonly from: RawBuilder<unknown>;
  readonly extra: RawBuilder<unknown>;
}

function sourceOf(selector: ConsumerVersionSelector): Source {
  switch (selector.kind) {
    case 'overall-latest':
      return sourceFrom(
        sql`${publicationOf(sql`(select max(o.consumer_version_id) from pact_publications o
        where o.consumer_id = i.consumer_id and o.provider_id = i.provider_id)`)}`,
      );
    case 'main-branch':
      return sourceFrom(headOf(sql`and b.name = c.main_branch`));
    case 'branch':
      return sourceFrom(headOf(sql`and b.name = ${selector.branch}`));
    case 'every-branch':
      return { from: headOf(sql``), extra: sql`, b.name as branch` };
    case 'latest-tag':
      return sourceFrom(
        sql`${publicationOf(sql`(select max(t.version_id) from tags t
        where t.pacticipant_id = i.consumer_id and t.name = ${selector.tag})`)}`,
      );
    case 'every-tagged':
      return sourceFrom(
        sql`join tags x on x.pacticipant_id = c.id and x.name = ${selector.tag} ${publicationOf('x.version_id')}`,
      );
    case 'deployed':
      return placementSource(deployed, selector.environment);
    case 'released':
      return placementSource(released, selector.environment);
    case 'in-environment':
      return placementSource(inEnvironment(selector.environment), selector.environment);
  }
}

const sourceFrom = (from: RawBuilder<unknown>): Source => ({ from, extra: sql`` });

function headOf(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`join branches b on b.pacticipant_id = c.id ${condition}
    join branch_heads x on x.branch_id = b.id ${publicationOf('x.version_id')}`;
}

const deployed = sql`select version_id, pacticipant_id, environment_id from deployed_versions where undeployed_at is null`;
const released = sql`select version_id, pacticipant_id, environment_id from released_versions where support_ended_at is null`;

function inEnvironment(name: string): RawBuilder<unknown> {
  const inNamedEnvironment = sql`environment_id in (select id from environments where name = ${name})`;
  return sql`${deployed} and ${inNamedEnvironment} union ${released} and ${inNamedEnvironment}`;
}

function placementSource(versions: RawBuilder<unknown>, environment: string | undefined): Source {
  const named = environment === undefined ? sql`` : sql`and e.name = ${environment}`;
  const from = sql`join (${versions}) x on x.pacticipant_id = c.id
    join environments e on e.id = x.environment_id ${named} ${publicationOf('x.version_id')}`;
  return { from, extra: sql`, e.name as environment, e.production` };
}
