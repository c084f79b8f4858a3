import type { Generated } from 'kysely';

/**
 * The tables, with names in camel case here and in snake case in SQL. Ids grow with time, so the order of versions is the order of their ids, and an id of a verification is its number.
 * Times are ISO 8601 text in UTC; truth values are 0 and 1: both read the same from SQLite and PostgreSQL.
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

export interface BranchVersionTable extends Dated {
  branchId: number;
  versionId: number;
  /** 1 when the version's first tag was taken for its branch. */
  autoCreated: number;
}

/** The version most recently added to each branch. */
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

/** A pact's content, once for each consumer and provider however many versions publish it. */
export interface PactVersionTable {
  id: Generated<number>;
  consumerId: number;
  providerId: number;
  sha: string;
  /** JSON as it is served, ids of interactions included. */
  content: string;
  createdAt: string;
}

/** The content that a consumer version has with a provider; there is one at a time, a revision replaces it. */
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

/** The newest result of a content and a provider version: what the matrix weighs. */
export interface LatestVerificationTable {
  pactVersionId: number;
  providerVersionId: number;
  verificationId: number;
}

/** The first success of a content, not as work in progress, by a provider version that had the tag by then. */
export interface TagSuccessTable {
  pactVersionId: number;
  tag: string;
  createdAt: string;
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

/** At most one is current (`undeployedAt` null) for each pacticipant, environment and application instance. */
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

export interface ReleasedVersionTable extends Dated {
  id: Generated<number>;
  uuid: string;
  versionId: number;
  pacticipantId: number;
  environmentId: number;
  supportEndedAt: string | null;
}

/** A request to send when something happens; of the consumer, as of the provider, an id, a label or nothing is given. */
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
  /** JSON: the request's template, its secrets included. */
  request: string;
}

/** A webhook's request for one thing that happened, with all that it needs to know of it. It outlives the webhook. */
export interface TriggeredWebhookTable extends Dated {
  id: Generated<number>;
  uuid: string;
  webhookId: number | null;
  webhookUuid: string;
  /** What its request is called for short. */
  name: string;
  eventName: string;
  consumerId: number;
  providerId: number;
  consumerVersionId: number;
  verificationId: number | null;
  /** JSON: the values of the template's parameters. */
  parameters: string;
  /** JSON: what the log begins with. */
  context: string;
  /** not_run, retrying, success or failure. */
  status: string;
  attemptsMade: number;
  /** When it is to be tried; while a process is at it, when another may take it over; null when it is done with. */
  dueAt: string | null;
}

/** One try. */
export interface WebhookExecutionTable {
  id: Generated<number>;
  triggeredWebhookId: number;
  success: number;
  logs: string;
  createdAt: string;
}
