import { currentRevision, type Revision } from '../../ci/revision.ts';
import type { Config } from '../../config/config.ts';
import { consumer as pipeline } from '../../contracts/interactions.ts';
import { hasConsumerTests } from './consumer-tests.ts';

/** The consumer that this repository holds: the one of PACT_CONSUMER, else the pipeline where its contract tests are. */
export function ownConsumer({ PACT_CONSUMER: configured }: Config): string | undefined {
  return configured ?? (hasConsumerTests ? pipeline : undefined);
}

/**
 * The version and branch of this consumer's build. PACT_CONSUMER_VERSION and PACT_CONSUMER_BRANCH belong to the consumer of PACT_CONSUMER,
 * or else to the pipeline; for another one they are ignored.
 */
export function revisionOf(consumer: string, config: Config): Revision {
  if (consumer === (config.PACT_CONSUMER ?? pipeline)) return currentRevision(config);
  return currentRevision({ ...config, PACT_CONSUMER_VERSION: undefined, PACT_CONSUMER_BRANCH: undefined });
}
