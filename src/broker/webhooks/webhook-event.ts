import type { Db } from '../store/database.ts';
import { listLabelNames } from '../store/labels.ts';
import type { Pact } from '../store/pacts.ts';
import { listDeployedNumbers } from '../store/placements.ts';
import type { RequiredVerification } from '../store/required-verifications.ts';
import { findLatestVerification, type Verification } from '../store/verifications.ts';
import { findVersionFacts, type VersionFacts } from '../store/version-details.ts';
import { encodeMetadata } from '../url/pact-metadata.ts';
import { verificationUrl } from '../url/result-url.ts';
import type { Urls } from '../url/urls.ts';
import type { WebhookFacts } from './template-parameters.ts';

/** An event of the pact of a consumer version. */
export interface WebhookEvent {
  readonly eventName: string;
  readonly pact: Pact;
  /** The published result. For other events the latest result of the pact version is used. */
  readonly verification?: Verification | undefined;
  /** The provider version that has to verify the pact. */
  readonly required?: RequiredVerification | undefined;
}

/** Reads everything that a template may refer to. */
export async function collectFacts(db: Db, event: WebhookEvent, urls: Urls): Promise<WebhookFacts> {
  const { eventName, pact, required } = event;
  const verification = event.verification ?? (await findLatestVerification(db, pact.pactVersionId));
  const providerVersionId = required?.versionId ?? verification?.providerVersionId;
  const ids = [pact.consumerVersionId, ...(providerVersionId === undefined ? [] : [providerVersionId])];
  const versions = await findVersionFacts(db, ids);
  const labels = await listLabelNames(db, [pact.consumerId, pact.providerId]);
  const consumerVersion = versions.get(pact.consumerVersionId);
  if (!consumerVersion) throw new Error('the consumer version was deleted while its webhooks were triggered');
  return {
    eventName,
    consumer: pact.consumer,
    provider: pact.provider,
    consumerVersion,
    consumerLabels: labels.get(pact.consumerId) ?? [],
    providerLabels: labels.get(pact.providerId) ?? [],
    providerVersion: versions.get(providerVersionId ?? -1),
    providerVersionDescriptions: required?.descriptions ?? [],
    deployedProviderVersions: await listDeployedNumbers(db, pact.providerId),
    pactUrlWithMetadata: pactUrl(pact, consumerVersion, urls),
    result: verification && { success: verification.success === 1, url: verificationUrl(verification, urls) },
    buildUrl: event.verification ? event.verification.buildUrl : consumerVersion.buildUrl,
  };
}

/** The URL of the pact to verify. Its metadata names the consumer version that a result published there is for. */
export function pactUrl(pact: Pick<Pact, 'consumer' | 'provider' | 'sha'>, of: VersionFacts, urls: Urls): string {
  const tags = of.tags.map((tag): [string, string] => ['cvt[]', tag]);
  const metadata = encodeMetadata([['cvn', of.number], ...tags, ['w', 'true']]);
  return `${urls.pactVersion(pact.provider, pact.consumer, pact.sha)}/metadata/${metadata}`;
}

/** The context of the event, for the first line of the log. */
export function describeContext(
  { eventName, verification, required }: WebhookEvent,
  facts: WebhookFacts,
  urls: Urls,
): object {
  const { consumerVersion, providerVersion } = facts;
  if (verification) {
    return {
      base_url: urls.base,
      build_url: facts.buildUrl,
      provider_version_tags: providerVersion?.tags ?? [],
      event_name: eventName,
      consumer_version_number: consumerVersion.number,
      consumer_version_tags: consumerVersion.tags,
    };
  }
  return {
    base_url: urls.base,
    consumer_version_branch: consumerVersion.branch,
    build_url: facts.buildUrl ?? null,
    consumer_version_tags: consumerVersion.tags,
    event_name: eventName,
    ...(required && {
      provider_version_number: required.number,
      provider_version_branch: providerVersion?.branch,
      provider_version_descriptions: required.descriptions,
    }),
  };
}
