import { randomUUID } from 'node:crypto';
import { type ColumnDefinitionBuilder, type CreateTableBuilder, type Kysely, type Migration, sql } from 'kysely';
import { createCountTables } from './count-tables.ts';

// biome-ignore lint/suspicious/noExplicitAny: a migration sees the schema as it was, not as it is
type Db = Kysely<any>;
type Table = CreateTableBuilder<string, string>;

const required = (column: ColumnDefinitionBuilder) => column.notNull();
const addTimestamps = (table: Table) =>
  table.addColumn('created_at', 'text', required).addColumn('updated_at', 'text', required);

/** A reference to a row that is deleted together with it. */
const cascadingReference = (target: string) => (column: ColumnDefinitionBuilder) =>
  column.notNull().references(`${target}.id`).onDelete('cascade');

/** The migrations by name, in order. Each runs once, on SQLite and on PostgreSQL. */
export function migrations(dialect: 'sqlite' | 'postgres', now: () => Date): Record<string, Migration> {
  const withId = (table: Table): Table =>
    dialect === 'sqlite'
      ? table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      : table.addColumn('id', 'integer', (column) => column.generatedByDefaultAsIdentity().primaryKey());

  return {
    '001_pacts_results_environments': {
      async up(db: Db) {
        await pacticipants(db, withId);
        await pacts(db, withId);
        await results(db, withId);
        await environments(db, withId);
        await standardEnvironments(db, now().toISOString());
      },
    },
    '002_webhooks': { up: (db: Db) => webhooks(db, withId) },
    '003_successes_by_tag': { up: successesByTag },
    '004_index_of_successes': { up: indexOfSuccesses },
    '005_counts': { up: (db: Db) => createCountTables(db, dialect) },
  };
}

type WithId = (table: Table) => Table;

async function pacticipants(db: Db, withId: WithId): Promise<void> {
  await addTimestamps(withId(db.schema.createTable('pacticipants') as Table))
    .addColumn('name', 'text', (column) => column.notNull().unique())
    .addColumn('display_name', 'text')
    .addColumn('repository_url', 'text')
    .addColumn('repository_name', 'text')
    .addColumn('repository_namespace', 'text')
    .addColumn('main_branch', 'text')
    .execute();
  await addTimestamps(db.schema.createTable('labels') as Table)
    .addColumn('pacticipant_id', 'integer', cascadingReference('pacticipants'))
    .addColumn('name', 'text', required)
    .addPrimaryKeyConstraint('labels_pk', ['pacticipant_id', 'name'])
    .execute();
  await addTimestamps(withId(db.schema.createTable('versions') as Table))
    .addColumn('pacticipant_id', 'integer', cascadingReference('pacticipants'))
    .addColumn('number', 'text', required)
    .addColumn('build_url', 'text')
    .addUniqueConstraint('versions_number', ['pacticipant_id', 'number'])
    .execute();
  await addTimestamps(withId(db.schema.createTable('branches') as Table))
    .addColumn('pacticipant_id', 'integer', cascadingReference('pacticipants'))
    .addColumn('name', 'text', required)
    .addUniqueConstraint('branches_name', ['pacticipant_id', 'name'])
    .execute();
  await addTimestamps(db.schema.createTable('branch_versions') as Table)
    .addColumn('branch_id', 'integer', cascadingReference('branches'))
    .addColumn('version_id', 'integer', cascadingReference('versions'))
    .addColumn('auto_created', 'integer', required)
    .addPrimaryKeyConstraint('branch_versions_pk', ['branch_id', 'version_id'])
    .execute();
  await db.schema
    .createTable('branch_heads')
    .addColumn('branch_id', 'integer', (column) => column.primaryKey().references('branches.id').onDelete('cascade'))
    .addColumn('version_id', 'integer', cascadingReference('versions'))
    .execute();
  await addTimestamps(withId(db.schema.createTable('tags') as Table))
    .addColumn('name', 'text', required)
    .addColumn('version_id', 'integer', cascadingReference('versions'))
    .addColumn('pacticipant_id', 'integer', cascadingReference('pacticipants'))
    .addUniqueConstraint('tags_name', ['version_id', 'name'])
    .execute();
  await index(db, 'branch_versions', 'version_id');
  await index(db, 'branch_heads', 'version_id');
  await index(db, 'tags', 'pacticipant_id', 'name', 'version_id');
  await index(db, 'versions', 'pacticipant_id', 'id');
}

async function pacts(db: Db, withId: WithId): Promise<void> {
  await withId(db.schema.createTable('pact_versions') as Table)
    .addColumn('consumer_id', 'integer', cascadingReference('pacticipants'))
    .addColumn('provider_id', 'integer', cascadingReference('pacticipants'))
    .addColumn('sha', 'text', required)
    .addColumn('content', 'text', required)
    .addColumn('created_at', 'text', required)
    .addUniqueConstraint('pact_versions_sha', ['consumer_id', 'provider_id', 'sha'])
    .execute();
  await withId(db.schema.createTable('pact_publications') as Table)
    .addColumn('consumer_version_id', 'integer', cascadingReference('versions'))
    .addColumn('consumer_id', 'integer', cascadingReference('pacticipants'))
    .addColumn('provider_id', 'integer', cascadingReference('pacticipants'))
    .addColumn('pact_version_id', 'integer', cascadingReference('pact_versions'))
    .addColumn('revision_number', 'integer', required)
    .addColumn('created_at', 'text', required)
    .addUniqueConstraint('pact_publications_version', ['consumer_version_id', 'provider_id'])
    .execute();
  await db.schema
    .createTable('integrations')
    .addColumn('consumer_id', 'integer', cascadingReference('pacticipants'))
    .addColumn('provider_id', 'integer', cascadingReference('pacticipants'))
    .addColumn('created_at', 'text', required)
    .addColumn('contract_data_updated_at', 'text', required)
    .addPrimaryKeyConstraint('integrations_pk', ['consumer_id', 'provider_id'])
    .execute();
  await index(db, 'integrations', 'provider_id');
  await index(db, 'pact_publications', 'provider_id', 'consumer_id', 'consumer_version_id');
  await index(db, 'pact_publications', 'consumer_id', 'provider_id', 'consumer_version_id');
  await index(db, 'pact_publications', 'pact_version_id', 'consumer_version_id');
  await index(db, 'pact_versions', 'provider_id');
}

async function results(db: Db, withId: WithId): Promise<void> {
  await withId(db.schema.createTable('verifications') as Table)
    .addColumn('success', 'integer', required)
    .addColumn('pact_version_id', 'integer', cascadingReference('pact_versions'))
    .addColumn('provider_version_id', 'integer', cascadingReference('versions'))
    .addColumn('consumer_id', 'integer', cascadingReference('pacticipants'))
    .addColumn('provider_id', 'integer', cascadingReference('pacticipants'))
    .addColumn('build_url', 'text')
    .addColumn('test_results', 'text')
    .addColumn('verified_by', 'text')
    .addColumn('wip', 'integer', required)
    .addColumn('pending', 'integer', required)
    .addColumn('created_at', 'text', required)
    .execute();
  await db.schema
    .createTable('latest_verifications')
    .addColumn('pact_version_id', 'integer', cascadingReference('pact_versions'))
    .addColumn('provider_version_id', 'integer', cascadingReference('versions'))
    .addColumn('verification_id', 'integer', cascadingReference('verifications'))
    .addPrimaryKeyConstraint('latest_verifications_pk', ['pact_version_id', 'provider_version_id'])
    .execute();
  await index(db, 'verifications', 'pact_version_id', 'provider_version_id', 'id');
  await index(db, 'verifications', 'provider_version_id');
  await index(db, 'verifications', 'provider_id', 'consumer_id');
  await index(db, 'verifications', 'consumer_id');
  await index(db, 'latest_verifications', 'provider_version_id', 'pact_version_id');
  await index(db, 'latest_verifications', 'verification_id');
}

async function environments(db: Db, withId: WithId): Promise<void> {
  await addTimestamps(withId(db.schema.createTable('environments') as Table))
    .addColumn('uuid', 'text', (column) => column.notNull().unique())
    .addColumn('name', 'text', (column) => column.notNull().unique())
    .addColumn('display_name', 'text')
    .addColumn('production', 'integer', required)
    .addColumn('contacts', 'text')
    .execute();
  const placements = (table: string) =>
    addTimestamps(withId(db.schema.createTable(table) as Table))
      .addColumn('uuid', 'text', (column) => column.notNull().unique())
      .addColumn('version_id', 'integer', cascadingReference('versions'))
      .addColumn('pacticipant_id', 'integer', cascadingReference('pacticipants'))
      .addColumn('environment_id', 'integer', cascadingReference('environments'));
  await placements('deployed_versions')
    .addColumn('application_instance', 'text')
    .addColumn('auto_created', 'integer', required)
    .addColumn('undeployed_at', 'text')
    .execute();
  await placements('released_versions')
    .addColumn('support_ended_at', 'text')
    .addUniqueConstraint('released_versions_once', ['version_id', 'environment_id'])
    .execute();
  await sql`create unique index currently_deployed on deployed_versions
    (pacticipant_id, environment_id, coalesce(application_instance, '')) where undeployed_at is null`.execute(db);
  await sql`create index deployed_now on deployed_versions (environment_id, pacticipant_id, version_id)
    where undeployed_at is null`.execute(db);
  await sql`create index supported_now on released_versions (environment_id, pacticipant_id, version_id)
    where support_ended_at is null`.execute(db);
  await index(db, 'deployed_versions', 'environment_id');
  await index(db, 'deployed_versions', 'pacticipant_id');
  await index(db, 'deployed_versions', 'version_id');
  await index(db, 'released_versions', 'environment_id');
  await index(db, 'released_versions', 'pacticipant_id');
}

async function webhooks(db: Db, withId: WithId): Promise<void> {
  const optional = (target: string) => (column: ColumnDefinitionBuilder) =>
    column.references(`${target}.id`).onDelete('cascade');
  const optionalReference = (target: string) => (column: ColumnDefinitionBuilder) =>
    column.references(`${target}.id`).onDelete('set null');
  await addTimestamps(withId(db.schema.createTable('webhooks') as Table))
    .addColumn('uuid', 'text', (column) => column.notNull().unique())
    .addColumn('description', 'text')
    .addColumn('enabled', 'integer', required)
    .addColumn('consumer_id', 'integer', optional('pacticipants'))
    .addColumn('consumer_label', 'text')
    .addColumn('provider_id', 'integer', optional('pacticipants'))
    .addColumn('provider_label', 'text')
    .addColumn('events', 'text', required)
    .addColumn('request', 'text', required)
    .execute();
  await addTimestamps(withId(db.schema.createTable('triggered_webhooks') as Table))
    .addColumn('uuid', 'text', (column) => column.notNull().unique())
    .addColumn('webhook_id', 'integer', optionalReference('webhooks'))
    .addColumn('webhook_uuid', 'text', required)
    .addColumn('name', 'text', required)
    .addColumn('event_name', 'text', required)
    .addColumn('consumer_id', 'integer', cascadingReference('pacticipants'))
    .addColumn('provider_id', 'integer', cascadingReference('pacticipants'))
    .addColumn('consumer_version_id', 'integer', cascadingReference('versions'))
    .addColumn('verification_id', 'integer', optionalReference('verifications'))
    .addColumn('parameters', 'text', required)
    .addColumn('context', 'text', required)
    .addColumn('status', 'text', required)
    .addColumn('attempts_made', 'integer', required)
    .addColumn('due_at', 'text')
    .execute();
  await withId(db.schema.createTable('webhook_executions') as Table)
    .addColumn('triggered_webhook_id', 'integer', cascadingReference('triggered_webhooks'))
    .addColumn('success', 'integer', required)
    .addColumn('logs', 'text', required)
    .addColumn('created_at', 'text', required)
    .execute();
  await index(db, 'webhooks', 'consumer_id');
  await index(db, 'webhooks', 'provider_id');
  await index(db, 'triggered_webhooks', 'due_at');
  await index(db, 'triggered_webhooks', 'provider_id', 'consumer_id');
  await index(db, 'triggered_webhooks', 'consumer_id');
  await index(db, 'triggered_webhooks', 'consumer_version_id');
  await index(db, 'triggered_webhooks', 'verification_id');
  await index(db, 'triggered_webhooks', 'webhook_id', 'event_name');
  await index(db, 'webhook_executions', 'triggered_webhook_id');
}

/** Existing results count for the tags that their versions have now. */
async function successesByTag(db: Db): Promise<void> {
  await db.schema
    .createTable('tag_successes')
    .addColumn('pact_version_id', 'integer', cascadingReference('pact_versions'))
    .addColumn('tag', 'text', required)
    .addColumn('created_at', 'text', required)
    .addPrimaryKeyConstraint('tag_successes_pk', ['pact_version_id', 'tag'])
    .execute();
  await sql`insert into tag_successes (pact_version_id, tag, created_at)
    select r.pact_version_id, t.name, min(r.created_at) from verifications r
    join tags t on t.version_id = r.provider_version_id
    where r.success = 1 and r.wip = 0 group by r.pact_version_id, t.name`.execute(db);
}

/** An index that also counts results and successes without reading the results, in place of one without `success`. */
async function indexOfSuccesses(db: Db): Promise<void> {
  await db.schema.dropIndex('verifications_by_pact_version_id_provider_version_id_id').execute();
  await index(db, 'verifications', 'pact_version_id', 'provider_version_id', 'success', 'id');
}

/** A new broker has the environments `production` and `test`, like the official one. */
async function standardEnvironments(db: Db, now: string): Promise<void> {
  const dates = { created_at: now, updated_at: now };
  await db
    .insertInto('environments')
    .values([
      { uuid: randomUUID(), name: 'production', display_name: 'Production', production: 1, ...dates },
      { uuid: randomUUID(), name: 'test', display_name: 'Test', production: 0, ...dates },
    ])
    .execute();
}

async function index(db: Db, table: string, ...columns: string[]): Promise<void> {
  await db.schema
    .createIndex([table, 'by', ...columns].join('_'))
    .on(table)
    .columns(columns)
    .execute();
}
