import { currentRevision, type Revision } from '../../ci/revision.ts';
import type { Config } from '../../config/config.ts';
import { consumer as pipeline } from '../../contracts/interactions.ts';
import type { DistributionSource } from '../../python/distribution.ts';
import { hasConsumerTests } from './consumer-tests.ts';

/** The consumer of this repository: PACT_CONSUMER if set, else the pipeline if this is a checkout with its contract tests. */
export function ownConsumer({ PACT_CONSUMER: configured }: Config): string | undefined {
  return configured ?? (hasConsumerTests ? pipeline : undefined);
}

/** Whether PACT_CONSUMER_VERSION and PACT_CONSUMER_BRANCH describe a build of this consumer. */
function isOwnBuild(consumer: string, config: Config): boolean {
  return consumer === (config.PACT_CONSUMER ?? pipeline);
}

/**
 * The version and branch of this consumer's build. PACT_CONSUMER_VERSION and PACT_CONSUMER_BRANCH belong to the consumer of PACT_CONSUMER,
 * or else to the pipeline; for another one they are ignored.
 * @param folder with the consumer's checkout
 */
export function revisionOf(consumer: string, config: Config, folder?: string): Revision {
  if (isOwnBuild(consumer, config)) return currentRevision(config, folder);
  return currentRevision({ ...config, PACT_CONSUMER_VERSION: undefined, PACT_CONSUMER_BRANCH: undefined }, folder);
}

/**
 * The branch of a consumer's commit: for a folder, the branch that is checked out in it. For a commit in a repository, the branch that is
 * checked out here, but only if the same commit is checked out here: this may be a checkout of another project.
 */
export function branchOf(
  consumer: string,
  { source, commit }: { readonly source: DistributionSource; readonly commit: string },
  config: Config,
): string | undefined {
  if (source.kind === 'folder') return revisionOf(consumer, config, source.path).branch;
  if (isOwnBuild(consumer, config) && config.PACT_CONSUMER_BRANCH) return config.PACT_CONSUMER_BRANCH;
  const { version, branch } = revisionOf(consumer, config);
  return version === commit ? branch : undefined;
}
