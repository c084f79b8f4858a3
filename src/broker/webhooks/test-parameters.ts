import { sql } from 'kysely';
import type { Db } from '../store/database.ts';
import { type Pact, selectPacts } from '../store/pacts.ts';
import { findLatestVerification, findLatestVerificationOf } from '../store/verifications.ts';
import type { Urls } from '../url/urls.ts';
import type { TemplateParameters } from './template.ts';
import { templateParameters, type WebhookFacts } from './template-parameters.ts';
import type { Party } from './webhook.ts';
import { collectFacts, pactUrl } from './webhook-event.ts';
import type { NewWebhook } from './webhook-schema.ts';

const eventName = 'test';

/** The parameters for a test of a webhook: from the latest pact in its scope and its latest result, or placeholders if there is none. */
export async function testParameters(db: Db, webhook: NewWebhook, urls: Urls): Promise<TemplateParameters> {
  const pact = await findLatestPact(db, webhook);
  const forResults = webhook.events.some((name) => name.startsWith('provider_verification'));
  if (!pact) return templateParameters(placeholderFacts(forResults, urls));
  const ownResult = await findLatestVerification(db, pact.pactVersionId);
  const verification =
    ownResult ?? (forResults ? await findLatestVerificationOf(db, pact.consumerId, pact.providerId) : undefined);
  const facts = await collectFacts(db, { eventName, pact, verification: forResults ? verification : undefined }, urls);
  return templateParameters(facts);
}

async function findLatestPact(db: Db, { consumer, provider }: NewWebhook): Promise<Pact | undefined> {
  const partyCondition = (alias: 'c' | 'p', party: Party | undefined) => {
    if (party?.name !== undefined) return sql`${sql.ref(`${alias}.name`)} = ${party.name}`;
    if (party?.label === undefined) return sql`1 = 1`;
    return sql`exists (select 1 from labels l where l.pacticipant_id = ${sql.ref(`${alias}.id`)} and l.name = ${party.label})`;
  };
  const newest = sql`order by pp.consumer_version_id desc limit 1`;
  return (
    await selectPacts(db, sql`where ${partyCondition('c', consumer)} and ${partyCondition('p', provider)} ${newest}`)
  )[0];
}

/** Invented names, as in the official broker. */
function placeholderFacts(withResult: boolean, urls: Urls): WebhookFacts {
  const pact = {
    consumer: 'placeholder-consumer',
    provider: 'placeholder-provider',
    sha: '5d445a4612743728dfd99ccd4210423c052bb9db',
  };
  const number = 'gggghhhhjjjjkkkkllll66667777888899990000';
  const consumerVersion = { number, buildUrl: null, branch: 'main', tags: ['dev'] };
  const provider = { number: 'aaaabbbbccccddddeeeeffff1111222233334444', buildUrl: null, branch: undefined };
  return {
    eventName,
    ...pact,
    consumerVersion,
    buildUrl: undefined,
    consumerLabels: ['placeholder-consumer-label'],
    providerLabels: ['placeholder-provider-label'],
    providerVersion: withResult ? { ...provider, tags: ['master'] } : undefined,
    providerVersionDescriptions: [],
    deployedProviderVersions: [],
    pactUrlWithMetadata: pactUrl(pact, consumerVersion, urls),
    result: withResult
      ? { success: true, url: `${urls.pactVersion(pact.provider, pact.consumer, pact.sha)}/verification-results/1` }
      : undefined,
  };
}
