// Data sets that grow in other ways than by the number of results. Each adds rows as the API would write them, with one statement for each
// table. Triggers update the counts.
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../src/broker/store/database.ts';
import { openDatabase } from '../../src/broker/store/open-database.ts';
import { consumer, provider } from './data-set.ts';

/** Adds the rows of a shape to a database that `seed` has filled. */
type Shape = (db: Db, now: string) => Promise<void>;

const APPLICATIONS = 1_000;
const VERSIONS = 10_000;
const BRANCHES = 500;
const ENVIRONMENTS = 200;
const INSTANCES = 5;
const INTEGRATIONS = 3_000;

/** The shapes of the benchmark, by name. All operations are about the first consumer and the first provider. */
export const shapes: Readonly<Record<string, Shape>> = {
  [`${APPLICATIONS} more applications, each a consumer of a provider that no operation requests`]: async (db, now) => {
    await addConsumers(db, { count: APPLICATIONS, prefix: 'Quiet', provider: provider(1), now });
  },
  [`${VERSIONS} more versions of the consumer and of the provider on main`]: async (db, now) => {
    await addVersions(db, consumer(0), VERSIONS, now);
    await addVersions(db, provider(0), VERSIONS, now);
  },
  [`${BRANCHES} more branches of the consumer and of the provider`]: async (db, now) => {
    await addBranches(db, consumer(0), now);
    await addBranches(db, provider(0), now);
  },
  [`${ENVIRONMENTS} more environments, with ${INSTANCES} instances of the consumer and of the provider in each`]:
    async (db, now) => {
      await addEnvironments(db, now);
      for (const name of [consumer(0), provider(0)]) await addInstances(db, name, now);
    },
  [`${INTEGRATIONS} more consumers of the provider`]: async (db, now) => {
    await addConsumers(db, { count: INTEGRATIONS, prefix: 'Kiosk', provider: provider(0), now });
  },
};

/** Gives a database one of the shapes. No broker may have it open. */
export async function addShape(database: string, name: string): Promise<void> {
  const db = await openDatabase(database, () => new Date());
  try {
    await db.transaction().execute(async (trx) => shapes[name]?.(trx, new Date().toISOString()));
  } finally {
    await db.destroy();
  }
}

const series = (count: number) =>
  sql`series (i) as (select 1 union all select i + 1 from series where i < ${sql.lit(count)})`;
const idOf = (name: string) => sql`(select id from pacticipants where name = ${name})`;

/** Versions after the newest one, on its main branch; those of a consumer have its newest pacts. */
async function addVersions(db: Db, name: string, count: number, now: string): Promise<void> {
  const added = sql`number like 'more-%'`;
  await sql`with recursive ${series(count)}
    insert into versions (pacticipant_id, number, created_at, updated_at)
    select ${idOf(name)}, 'more-' || i, ${now}, ${now} from series order by i`.execute(db);
  const branch = sql`(select id from branches where pacticipant_id = ${idOf(name)} and name = 'main')`;
  await sql`insert into branch_versions (branch_id, version_id, auto_created, created_at, updated_at)
    select ${branch}, v.id, 0, ${now}, ${now} from versions v where v.pacticipant_id = ${idOf(name)} and ${added} order by v.id`.execute(
    db,
  );
  await sql`update branch_heads set version_id = (select max(id) from versions where pacticipant_id = ${idOf(name)})
    where branch_id = ${branch}`.execute(db);
  await publishNewestPacts(db, name, added, now);
}

/** Branches with one version each. */
async function addBranches(db: Db, name: string, now: string): Promise<void> {
  const added = sql`number like 'branch-%'`;
  await sql`with recursive ${series(BRANCHES)}
    insert into versions (pacticipant_id, number, created_at, updated_at)
    select ${idOf(name)}, 'branch-' || i, ${now}, ${now} from series order by i`.execute(db);
  await sql`with recursive ${series(BRANCHES)}
    insert into branches (pacticipant_id, name, created_at, updated_at)
    select ${idOf(name)}, 'branch-' || i, ${now}, ${now} from series order by i`.execute(db);
  const pairs = sql`branches b join versions v on v.pacticipant_id = b.pacticipant_id and v.number = b.name
    where b.pacticipant_id = ${idOf(name)} and b.name like 'branch-%' order by b.id`;
  await sql`insert into branch_versions (branch_id, version_id, auto_created, created_at, updated_at)
    select b.id, v.id, 0, ${now}, ${now} from ${pairs}`.execute(db);
  await sql`insert into branch_heads (branch_id, version_id) select b.id, v.id from ${pairs}`.execute(db);
  await publishNewestPacts(db, name, added, now);
}

/** Publishes the newest pact versions of a consumer again, for its added versions; a provider has none. */
async function publishNewestPacts(db: Db, name: string, added: RawBuilder<unknown>, now: string): Promise<void> {
  await sql`insert into pact_publications
      (consumer_version_id, consumer_id, provider_id, pact_version_id, revision_number, created_at)
    select v.id, v.pacticipant_id, p.provider_id, p.pact_version_id, 1, ${now} from versions v
    join pact_publications p on p.id in
      (select max(id) from pact_publications where consumer_id = ${idOf(name)} group by provider_id)
    where v.pacticipant_id = ${idOf(name)} and ${added} order by v.id`.execute(db);
}

interface Consumers {
  readonly count: number;
  readonly prefix: string;
  readonly provider: string;
  readonly now: string;
}

/** Consumers with one version on main, and a pact of their own with the same content as that of the first consumer. */
async function addConsumers(db: Db, { count, prefix, provider: to, now }: Consumers): Promise<void> {
  const added = sql`c.name like ${`${prefix}-%`}`;
  await sql`with recursive ${series(count)}
    insert into pacticipants (name, main_branch, created_at, updated_at)
    select ${`${prefix}-`} || i, 'main', ${now}, ${now} from series order by i`.execute(db);
  await sql`insert into versions (pacticipant_id, number, created_at, updated_at)
    select c.id, '1', ${now}, ${now} from pacticipants c where ${added} order by c.id`.execute(db);
  await sql`insert into branches (pacticipant_id, name, created_at, updated_at)
    select c.id, 'main', ${now}, ${now} from pacticipants c where ${added} order by c.id`.execute(db);
  const heads = sql`pacticipants c join branches b on b.pacticipant_id = c.id join versions v on v.pacticipant_id = c.id
    where ${added} order by c.id`;
  await sql`insert into branch_versions (branch_id, version_id, auto_created, created_at, updated_at)
    select b.id, v.id, 0, ${now}, ${now} from ${heads}`.execute(db);
  await sql`insert into branch_heads (branch_id, version_id) select b.id, v.id from ${heads}`.execute(db);
  await sql`insert into integrations (consumer_id, provider_id, created_at, contract_data_updated_at)
    select c.id, ${idOf(to)}, ${now}, ${now} from pacticipants c where ${added} order by c.id`.execute(db);
  await sql`insert into pact_versions (consumer_id, provider_id, sha, content, created_at)
    select c.id, ${idOf(to)}, 'sha-' || c.name, p.content, ${now} from pacticipants c
    join (select content from pact_versions order by id limit 1) p on true where ${added} order by c.id`.execute(db);
  await sql`insert into pact_publications
      (consumer_version_id, consumer_id, provider_id, pact_version_id, revision_number, created_at)
    select v.id, c.id, p.provider_id, p.id, 1, ${now} from pacticipants c
    join versions v on v.pacticipant_id = c.id join pact_versions p on p.consumer_id = c.id
    where ${added} order by c.id`.execute(db);
}

async function addEnvironments(db: Db, now: string): Promise<void> {
  await sql`with recursive ${series(ENVIRONMENTS)}
    insert into environments (uuid, name, production, created_at, updated_at)
    select 'environment-' || i, 'environment-' || i, 0, ${now}, ${now} from series order by i`.execute(db);
}

/** Deploys the newest version to each added environment, as several instances. */
async function addInstances(db: Db, name: string, now: string): Promise<void> {
  await sql`with recursive ${series(INSTANCES)}
    insert into deployed_versions
      (uuid, version_id, pacticipant_id, environment_id, application_instance, auto_created, created_at, updated_at)
    select e.uuid || ${`-${name}-`} || i, v.id, v.pacticipant_id, e.id, 'instance-' || i, 0, ${now}, ${now}
    from environments e join series on true
    join versions v on v.id = (select max(id) from versions where pacticipant_id = ${idOf(name)})
    where e.name like 'environment-%' order by e.id, i`.execute(db);
}
