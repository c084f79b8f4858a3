import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { BrokerClient } from '../../broker-client/client.ts';
import type { Config } from '../../config/config.ts';
import { assertWrittenBy } from '../../gate/pact-origin.ts';
import { publishPacts } from '../../gate/publish.ts';
import type { DistributionSource } from '../../python/distribution.ts';
import type { UsageConsumer } from '../../usage/pact.ts';
import { findMainBranch } from '../../verification/selection.ts';
import { branchOf, revisionOf } from './own-consumer.ts';
import { withBroker, withLastingLinks } from './with-broker.ts';

export interface UsagePublication {
  /** Default: the branch of the consumer's commit, else the consumer's main branch. */
  readonly branch?: string | undefined;
  /** What the usage was read from. */
  readonly source: DistributionSource;
}

/**
 * Publishes the pact of one pair at the version that its usage was read from: a release's number, or a commit.
 * @returns a sentence
 * @throws ContractError PACT_ORIGIN_REFUSED, USAGE_ORIGIN_REFUSED, and what publishing throws
 */
export async function publishUsage(
  file: string,
  usage: UsageConsumer,
  { branch, source }: UsagePublication,
  config: Config,
): Promise<string> {
  const pact = JSON.parse(readFileSync(file, 'utf8'));
  const version = usage.commit ?? usage.version;
  assertWrittenBy(version, { file, pact });
  const consumer: string = pact.consumer.name;
  let published = '';
  await withBroker(config, async (broker) => {
    const currentBranch = usage.commit ? branchOf(consumer, { source, commit: usage.commit }, config) : undefined;
    const build = {
      version,
      branch: branch ?? currentBranch ?? (await findMainBranch(new BrokerClient(broker.access), consumer)) ?? 'main',
      buildUrl: revisionOf(consumer, config).buildUrl,
    };
    const [{ url } = { url: '' }] = await publishFromOwnFolder(file, (folder) =>
      publishPacts(broker.access, folder, build, consumer),
    );
    published = withLastingLinks(`${consumer} ${version} (${build.branch}) ${url}`, broker);
    return 0;
  });
  return published;
}

/** Copies the pact into an empty folder, because the other pacts of its folder may be of other versions. */
async function publishFromOwnFolder<T>(file: string, publish: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'usage-pact-'));
  try {
    copyFileSync(file, join(folder, basename(file)));
    return await publish(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
