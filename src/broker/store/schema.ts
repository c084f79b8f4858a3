import type { Generated } from 'kysely';

/**
 * The tables; names are in camel case here and in snake case in SQL. Ids increase with time: the order of versions is the order of their ids.
 * `verifications.id` is the verification number. Times are ISO 8601 text in UTC and booleans are 0 and 1, because both databases return
 * these identically.
 */
export interface Schema {
  pacticipants: PacticipantTable;
  labels: LabelTable;
  versions: VersionTable;
  branches: BranchTable;
  branchVersions: BranchVersionTable;
  branchHeads: BranchHeadTable;
  tags: TagTable;
  pactVersions: PactVersionTable;
  pactPublications: PactPublicationTable;
  integrations: IntegrationTable;
  verifications: VerificationTable;
  latestVerifications: LatestVerificationTable;
  tagSuccesses: TagSuccessTable;
  environments: EnvironmentTable;
  deployedVersions: DeployedVersionTable;
  releasedVersions: ReleasedVersionTable;
  webhooks: WebhookTable;
  triggeredWebhooks: TriggeredWebhookTable;
  webhookExecutions: WebhookExecutionTable;
}

interface Dated {
  createdAt: string;
  updatedAt: string;
}

/** An application: a consumer, a provider or both. */
export interface PacticipantTable extends Dated {
  id: Generated<number>;
  name: string;
  displayName: string | null;
  repositoryUrl: string | null;
  repositoryName: string | null;
  repositoryNamespace: string | null;
  mainBranch: string | null;
}

/** A label of a pacticipant; webhooks can select pacticipants by it. */
export interface LabelTable extends Dated {
  pacticipantId: number;
  name: string;
}

/** A version of a pacticipant. */
export interface VersionTable extends Dated {
  id: Generated<number>;
  pacticipantId: number;
  number: string;
  buildUrl: string | null;
}

/** A branch of a pacticipant. */
export interface BranchTable extends Dated {
  id: Generated<number>;
  pacticipantId: number;
  name: string;
}

/** A version on a branch; a version can be on several branches. */
export interface BranchVersionTable extends Dated {
  branchId: number;
  versionId: number;
  /** 1 when the branch was derived from the version's first tag. */
  autoCreated: number;
}

/** The version most recently added to each branch. */
export interface BranchHeadTable {
  branchId: number;
  versionId: number;
}

/** A tag of one version. */
export interface TagTable extends Dated {
  id: Generated<number>;
  name: string;
  versionId: number;
  pacticipantId: number;
}

/** The content of a pact, stored once for each consumer and provider. */
export interface PactVersionTable {
  id: Generated<number>;
  consumerId: number;
  providerId: number;
  sha: string;
  /** JSON as it is returned, with the ids of interactions. */
  content: string;
  createdAt: string;
}

/** The pact version of a consumer version and a provider; a new revision replaces it. */
export interface PactPublicationTable {
  id: Generated<number>;
  consumerVersionId: number;
  consumerId: number;
  providerId: number;
  pactVersionId: number;
  revisionNumber: number;
  createdAt: string;
}

/** A consumer and a provider between which a pact was published, and the time of the latest publication. */
export interface IntegrationTable {
  consumerId: number;
  providerId: number;
  createdAt: string;
  contractDataUpdatedAt: string;
}

/** The result of one verification of a pact version by a provider version. */
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

/** The newest result of a pact version and a provider version, which the matrix uses. */
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

/** An environment to which versions are deployed or released, such as `production`. */
export interface EnvironmentTable extends Dated {
  id: Generated<number>;
  uuid: string;
  name: string;
  displayName: string | null;
  production: number;
  /** JSON list. */
  contacts: string | null;
}

/** A deployment of a version. At most one is current (`undeployedAt` null) for each pacticipant, environment and application instance. */
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

/** A release of a version to an environment; it is supported while `supportEndedAt` is null. */
export interface ReleasedVersionTable extends Dated {
  id: Generated<number>;
  uuid: string;
  versionId: number;
  pacticipantId: number;
  environmentId: number;
  supportEndedAt: string | null;
}

/** A request to send after an event. The consumer and the provider are each given by id, by label or not at all. */
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

/** The delivery of a webhook for one event, with everything that it needs. It remains when the webhook is deleted. */
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

/** One attempt to send a delivery. */
export interface WebhookExecutionTable {
  id: Generated<number>;
  triggeredWebhookId: number;
  success: number;
  logs: string;
  createdAt: string;
}
