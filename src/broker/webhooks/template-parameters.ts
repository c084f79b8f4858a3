import type { VersionFacts } from '../store/version-details.ts';
import type { TemplateParameters } from './template.ts';

/** Everything that a template may refer to. */
export interface WebhookFacts {
  readonly eventName: string;
  readonly consumer: string;
  readonly provider: string;
  readonly consumerLabels: readonly string[];
  readonly providerLabels: readonly string[];
  readonly consumerVersion: VersionFacts;
  readonly providerVersion: VersionFacts | undefined;
  readonly providerVersionDescriptions: readonly string[];
  readonly deployedProviderVersions: readonly string[];
  readonly pactUrlWithMetadata: string;
  readonly result: { readonly success: boolean; readonly url: string } | undefined;
  readonly buildUrl: string | null | undefined;
}

const joinList = (items: readonly string[]) => items.join(', ');

/** The values of `${pactbroker.…}`; a missing one is empty. */
export function templateParameters(facts: WebhookFacts): TemplateParameters {
  const { consumerVersion, providerVersion, result } = facts;
  return {
    eventName: facts.eventName,
    consumerName: facts.consumer,
    providerName: facts.provider,
    consumerLabels: joinList(facts.consumerLabels),
    providerLabels: joinList(facts.providerLabels),
    consumerVersionNumber: consumerVersion.number,
    consumerVersionBranch: consumerVersion.branch ?? '',
    consumerVersionTags: joinList(consumerVersion.tags),
    providerVersionNumber: providerVersion?.number ?? '',
    providerVersionBranch: providerVersion?.branch ?? '',
    providerVersionTags: joinList(providerVersion?.tags ?? []),
    providerVersionDescriptions: joinList(facts.providerVersionDescriptions),
    currentlyDeployedProviderVersionNumber: joinList(facts.deployedProviderVersions),
    pactUrl: facts.pactUrlWithMetadata,
    verificationResultUrl: result?.url ?? '',
    buildUrl: facts.buildUrl ?? '',
    ...statusesOf(result?.success),
  };
}

/** The result as the commit status of GitHub, GitLab, Bitbucket and Azure DevOps. */
function statusesOf(success: boolean | undefined): TemplateParameters {
  const pending = 0;
  const succeeded = 1;
  const failed = 2;
  const at = success === undefined ? pending : success ? succeeded : failed;
  const wordAt = (...words: [string, string, string]) => words[at] ?? '';
  return {
    githubVerificationStatus: wordAt('pending', 'success', 'failure'),
    gitlabVerificationStatus: wordAt('pending', 'success', 'failed'),
    bitbucketVerificationStatus: wordAt('INPROGRESS', 'SUCCESSFUL', 'FAILED'),
    azureDevOpsVerificationStatus: wordAt('pending', 'succeeded', 'failed'),
  };
}
