import type { Generated } from 'kysely';

/**
 * The tables; names are in camel case here and in snake case in SQL. Ids increase with time: the order of versions is the order of their ids.
 * `verifications.id` is the verification number. Times are ISO 8601 text in UTC and booleans are 0 and 1, because both databases return
 * these identically.
 */
export interface Schema {
  /** Applications: consumers, providers or both. */
  pacticipants: PacticipantTable;
  /** Labels of pacticipants; webhooks can select pacticipants by them. */
  labels: LabelTable;
  /** Versions of pacticipants. */
  versions: VersionTable;
  /** Branches of pacticipants. */
  branches: BranchTable;
  /** Which versions are on which branches. */
  branchVersions: BranchVersionTable;
  /** The version most recently added to each branch. */
  branchHeads: BranchHeadTable;
  /** Tags of versions. */
  tags: TagTable;
  /** Contents of pacts, each stored once for its consumer and provider. */
  pactVersions: PactVersionTable;
  /** Which pact version a consumer version has with which provider. */
  pactPublications: PactPublicationTable;
  /** Pairs of consumer and provider between which a pact was published. */
  integrations: IntegrationTable;
  /** Verification results: a pact version, a provider version, success or failure. */
  verifications: VerificationTable;
  /** The newest result of each pact version and provider version, which the matrix uses. */
  latestVerifications: LatestVerificationTable;
  /** The first success of each pact version for each tag of the provider, from which work in progress is derived. */
  tagSuccesses: TagSuccessTable;
  /** How many results each pact version has. Updated by triggers. */
  resultCounts: ResultCountTable;
  /** How many versions of each pacticipant are on branches. Updated by triggers. */
  versionsOnBranches: VersionsOnBranchesTable;
  /** Environments to which versions are deployed or released, such as `production`. */
  environments: EnvironmentTable;
  /** Deployments of versions to environments, current and past. */
  deployedVersions: DeployedVersionTable;
  /** Releases of versions to environments, supported and no longer supported. */
  releasedVersions: ReleasedVersionTable;
  /** Requests that are sent after events. */
  webhooks: WebhookTable;
  /** Deliveries: one webhook for one event, and the state of its retries. */
  triggeredWebhooks: TriggeredWebhookTable;
  /** Attempts to send a delivery, with their logs. */
  webhookExecutions: WebhookExecutionTable;
}

interface Dated {
  createdAt: string;
  updatedAt: string;
}

export interface PacticipantTable extends Dated {
  id: Generated<number>;
  name: string;
  displayName: string | null;
  repositoryUrl: string | null;
  repositoryName: string | null;
  repositoryNamespace: string | null;
  mainBranch: string | null;
}

export interface LabelTable extends Dated {
  pacticipantId: number;
  name: string;
}

export interface VersionTable extends Dated {
  id: Generated<number>;
  pacticipantId: number;
  number: string;
  buildUrl: string | null;
}

export interface BranchTable extends Dated {
  id: Generated<number>;
  pacticipantId: number;
  name: string;
}

/** A version can be on several branches. */
export interface BranchVersionTable extends Dated {
  branchId: number;
  versionId: number;
  /** 1 when the branch was derived from the version's first tag. */
  autoCreated: number;
}

export interface BranchHeadTable {
  branchId: number;
  versionId: number;
}

export interface TagTable extends Dated {
  id: Generated<number>;
  name: string;
  versionId: number;
  pacticipantId: number;
}

export interface PactVersionTable {
  id: Generated<number>;
  consumerId: number;
  providerId: number;
  sha: string;
  /** JSON as it is returned, with the ids of interactions. */
  content: string;
  createdAt: string;
}

/** A new revision replaces the pact version of the consumer version and the provider. */
export interface PactPublicationTable {
  id: Generated<number>;
  consumerVersionId: number;
  consumerId: number;
  providerId: number;
  pactVersionId: number;
  revisionNumber: number;
  createdAt: string;
}

export interface IntegrationTable {
  consumerId: number;
  providerId: number;
  createdAt: string;
  /** The time of the latest publication or verification result. */
  contractDataUpdatedAt: string;
}

export interface VerificationTable {
  id: Generated<number>;
  success: number;
  pactVersionId: number;
  providerVersionId: number;
  consumerId: number;
  providerId: number;
  buildUrl: string | null;
  /** JSON, as the verifier sent them. */
  testResults: string | null;
  verifiedBy: string | null;
  /** 1 when the pact was verified as work in progress. */
  wip: number;
  /** 1 when the pact was pending for this provider version. */
  pending: number;
  createdAt: string;
}

export interface LatestVerificationTable {
  pactVersionId: number;
  providerVersionId: number;
  verificationId: number;
}

/**
 * The first success of a pact version, not as work in progress, by a provider version that had the tag at that time. It decides whether the
 * pact version is work in progress for the tag.
 */
export interface TagSuccessTable {
  pactVersionId: number;
  tag: string;
  createdAt: string;
}

export interface ResultCountTable {
  pactVersionId: number;
  /** 0 after all results have been deleted. */
  results: number;
  successes: number;
  /** Results that differ in provider version or success. */
  distinctResults: number;
}

export interface VersionsOnBranchesTable {
  pacticipantId: number;
  versions: number;
  /** Those on a branch that was not derived from a tag. */
  userCreated: number;
}

export interface EnvironmentTable extends Dated {
  id: Generated<number>;
  uuid: string;
  name: string;
  displayName: string | null;
  production: number;
  /** JSON list. */
  contacts: string | null;
}

/** At most one deployment is current (`undeployedAt` null) for each pacticipant, environment and application instance. */
export interface DeployedVersionTable extends Dated {
  id: Generated<number>;
  uuid: string;
  versionId: number;
  pacticipantId: number;
  environmentId: number;
  applicationInstance: string | null;
  autoCreated: number;
  undeployedAt: string | null;
}

/** A release is supported while `supportEndedAt` is null. */
export interface ReleasedVersionTable extends Dated {
  id: Generated<number>;
  uuid: string;
  versionId: number;
  pacticipantId: number;
  environmentId: number;
  supportEndedAt: string | null;
}

/** The consumer and the provider are each given by id, by label or not at all. */
export interface WebhookTable extends Dated {
  id: Generated<number>;
  uuid: string;
  description: string | null;
  enabled: number;
  consumerId: number | null;
  consumerLabel: string | null;
  providerId: number | null;
  providerLabel: string | null;
  /** JSON list of names. */
  events: string;
  /** JSON: the template of the request, with its secrets. */
  request: string;
}

/** A delivery has everything that sending it requires, and remains when its webhook is deleted. */
export interface TriggeredWebhookTable extends Dated {
  id: Generated<number>;
  uuid: string;
  webhookId: number | null;
  webhookUuid: string;
  /** A short name of the request. */
  name: string;
  eventName: string;
  consumerId: number;
  providerId: number;
  consumerVersionId: number;
  verificationId: number | null;
  /** JSON: the values of the template's parameters. */
  parameters: string;
  /** JSON: the beginning of the log. */
  context: string;
  /** not_run, retrying, success or failure. */
  status: string;
  attemptsMade: number;
  /** When the next attempt is due; during an attempt, when its lease expires; null when the delivery has finished. */
  dueAt: string | null;
}

export interface WebhookExecutionTable {
  id: Generated<number>;
  triggeredWebhookId: number;
  success: number;
  logs: string;
  createdAt: string;
}
