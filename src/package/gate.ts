/** `market-data-contracts/gate`: publish pacts, record deployments, and ask whether a version may be deployed. */
import type { BrokerAccess } from '../broker-client/client.ts';
import type { Publication } from '../gate/publication.ts';
import { type PublishedPact, publishPacts as publishFolder } from '../gate/publish.ts';

export type { BrokerAccess } from '../broker-client/client.ts';
export { ContractError } from '../config/errors.ts';
export { canIDeploy, type RetryOptions } from '../gate/can-i-deploy.ts';
export type { NewEnvironment } from '../gate/change-environment.ts';
export type { PublishedPact } from '../gate/publish.ts';
export type { Question } from '../gate/question.ts';
export { type Placement, recordDeployment, recordRelease } from '../gate/record.ts';
export { recordSupportEnded, recordUndeployment, type Undeployment } from '../gate/record-end.ts';
export { verdictMarkdown, verdictReport } from '../gate/report.ts';
export type { Verdict } from '../gate/verdict.ts';

/** The pacts of one consumer, and the build that wrote them. */
export interface PactsToPublish extends Publication {
  /** Every pact in the folder must be of this consumer. */
  readonly consumer: string;
  /** The folder of the pact files; subfolders are not read. */
  readonly folder: string;
}

/**
 * Publishes the pacts of a folder with the official client, and checks that the broker has stored them.
 * @throws ContractError NO_PACTS, NOT_A_PACT, PACT_CHANGED, PUBLISH_NOT_CONFIRMED, BROKER_CONTRADICTION, or an error of the broker or the
 *   client
 */
export function publishPacts(
  access: BrokerAccess,
  { consumer, folder, ...build }: PactsToPublish,
): Promise<PublishedPact[]> {
  return publishFolder(access, folder, build, consumer);
}
