import { currentRevision, type Revision } from '../../ci/revision.ts';
import type { Config } from '../../config/config.ts';
import { consumer as pipeline } from '../../contracts/interactions.ts';
import type { DistributionSource } from '../../python/distribution.ts';
import { hasConsumerTests } from './consumer-tests.ts';

/** The consumer that this repository holds: the one of PACT_CONSUMER, else the pipeline where its contract tests are. */
export function ownConsumer({ PACT_CONSUMER: configured }: Config): string | undefined {
  return configured ?? (hasConsumerTests ? pipeline : undefined);
}

/** Whether the variables about a build are about a build of this consumer. */
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
 * The branch of a consumer's commit. It is that of its folder. A commit in its repository is on the branch that is checked out here only if
 * the same commit is: this may be a checkout of another project.
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
