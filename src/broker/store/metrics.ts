import { sql } from 'kysely';
import { mapInSlices, runCooperatively } from '../pact-json/cooperative.ts';
import { countPactInteractions } from '../pact-json/pact-content.ts';
import type { Db } from './database.ts';

/** The numbers of rows of every kind, under the names of the official broker. Triggers count the rows of the largest tables. */
export async function countEverything(db: Db) {
  const { rows } = await sql<Record<string, number | string | null>>`select ${counts}`.execute(db);
  const row = rows[0] ?? {};
  const count = (name: string) => Number(row[name] ?? 0);
  return {
    interactions: await countInteractions(db),
    pacticipants: { count: count('pacticipants'), withMainBranchSetCount: count('mainBranches') },
    integrations: { count: count('integrations') },
    pactPublications: { count: count('pacts'), ...firstAndLast(row, 'pact') },
    pactVersions: { count: count('contents') },
    pactRevisionsPerConsumerVersion: {
      distribution: await countBySize(db, sql`select revision_number as size from pact_publications`),
    },
    verificationResults: {
      count: count('results'),
      successCount: count('successes'),
      failureCount: count('results') - count('successes'),
      distinctCount: count('distinctResults'),
      ...firstAndLast(row, 'result'),
    },
    verificationResultsPerPactVersion: {
      distribution: await countBySize(db, sql`select results as size from result_counts where results > 0`),
    },
    pacticipantVersions: {
      count: count('versions'),
      withUserCreatedBranchCount: count('onUserBranches'),
      withBranchCount: count('onBranches'),
      withBranchSetCount: count('onBranches'),
    },
    webhooks: { count: count('webhooks') },
    tags: {
      count: count('tags'),
      distinctCount: count('tagNames'),
      distinctWithPacticipantCount: count('tagNamesByPacticipant'),
    },
    triggeredWebhooks: { count: count('triggered') },
    webhookExecutions: { count: count('executions') },
    matrix: { count: -1 },
    environments: { count: count('environments') },
    deployedVersions: {
      count: count('deployed'),
      userCreatedCount: count('deployedByUsers'),
      currentlyDeployedCount: count('currentlyDeployed'),
    },
    releasedVersions: { count: count('released'), currentlySupportedCount: count('currentlySupported') },
  };
}

const counts = sql.join(
  Object.entries({
    pacticipants: 'count(*) from pacticipants',
    main_branches: 'count(main_branch) from pacticipants',
    integrations: 'count(*) from integrations',
    pacts: 'count(*) from pact_publications',
    pact_first: 'min(created_at) from pact_publications',
    pact_last: 'max(created_at) from pact_publications',
    contents: 'count(*) from pact_versions',
    results: 'sum(results) from result_counts',
    successes: 'sum(successes) from result_counts',
    distinct_results: 'sum(distinct_results) from result_counts',
    result_first: 'created_at from verifications order by id limit 1',
    result_last: 'created_at from verifications order by id desc limit 1',
    versions: 'count(*) from versions',
    on_branches: 'sum(versions) from versions_on_branches',
    on_user_branches: 'sum(user_created) from versions_on_branches',
    webhooks: 'count(*) from webhooks',
    tags: 'count(*) from tags',
    tag_names: 'count(distinct name) from tags',
    tag_names_by_pacticipant: 'count(*) from (select distinct pacticipant_id, name from tags) d',
    triggered: 'count(*) from triggered_webhooks',
    executions: 'count(*) from webhook_executions',
    environments: 'count(*) from environments',
    deployed: 'count(*) from deployed_versions',
    deployed_by_users: 'count(*) from deployed_versions where auto_created = 0',
    currently_deployed: 'count(*) from deployed_versions where undeployed_at is null',
    released: 'count(*) from released_versions',
    currently_supported: 'count(*) from released_versions where support_ended_at is null',
  }).map(([name, counted]) => sql.raw(`(select ${counted}) as ${name}`)),
);

/** The times of the first and the last one of a kind. */
function firstAndLast(row: Record<string, number | string | null>, what: string) {
  const first = row[`${what}First`];
  const last = row[`${what}Last`];
  return { first: typeof first === 'string' ? first : null, last: typeof last === 'string' ? last : null };
}

async function countBySize(db: Db, sizes: ReturnType<typeof sql>): Promise<Record<string, number>> {
  const { rows } = await sql<{ size: number; count: number }>`
    select size, count(*) as count from (${sizes}) s group by size order by size`.execute(db);
  return Object.fromEntries(rows.map(({ size, count }) => [String(size), Number(count)]));
}

/** The interactions and messages of the latest pact of every integration. */
async function countInteractions(db: Db) {
  const { rows } = await sql<{ content: string }>`
    select pv.content from integrations i
    join pact_publications pp on pp.provider_id = i.provider_id and pp.consumer_version_id = (
      select max(o.consumer_version_id) from pact_publications o
      where o.consumer_id = i.consumer_id and o.provider_id = i.provider_id)
    join pact_versions pv on pv.id = pp.pact_version_id`.execute(db);
  const counting = mapInSlices(
    rows,
    ({ content }) => countPactInteractions(content),
    (_, { content }) => content.length,
  );
  const all = await runCooperatively(counting);
  const sum = (what: 'interactions' | 'messages') => all.reduce((total, one) => total + one[what], 0);
  const interactions = sum('interactions');
  const messages = sum('messages');
  return {
    latestInteractionsCount: interactions,
    latestMessagesCount: messages,
    latestInteractionsAndMessagesCount: interactions + messages,
  };
}
