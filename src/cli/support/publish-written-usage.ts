import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Config } from '../../config/config.ts';
import { ContractError } from '../../config/errors.ts';
import { assertWrittenBy } from '../../gate/pact-origin.ts';
import { isUsageAlone } from '../../pact/usage-part.ts';
import { variablesForInstaller } from '../../python/child-variables.ts';
import type { Distribution, DistributionSource } from '../../python/distribution.ts';
import { folderRevision } from '../../python/folder-revision.ts';
import { usageMetadataOf } from '../../usage/pact.ts';
import type { Pair } from '../../usage/pact-file.ts';
import { publishUsage } from './publish-usage.ts';

/**
 * Publishes the usage pact that another job, in which the consumer's code may have run, has written. Nothing is installed: the consumer is
 * only looked up. The pact must be of this pair, contain nothing but usage, and be read from the consumer's commit or release.
 * @returns a sentence
 * @throws ContractError PACT_UNREADABLE, USAGE_ORIGIN_REFUSED, and what publishing throws
 */
export async function publishWrittenUsage(
  file: string,
  { pair, consumer }: { readonly pair: Pair; readonly consumer: Distribution },
  options: { readonly branch?: string | undefined },
  config: Config,
): Promise<string> {
  const pact = readUsagePact(file, pair);
  const version = await versionAt(consumer.source);
  if (version === undefined)
    throw new ContractError('USAGE_ORIGIN_REFUSED', `${consumer.name} is in a folder that is not in git`);
  assertWrittenBy(version, { file, pact });
  const usage = usageMetadataOf(pact)?.consumer;
  if (usage?.distribution !== consumer.name)
    throw new ContractError(
      'USAGE_ORIGIN_REFUSED',
      `${file}: it was read from ${usage?.distribution}, not ${consumer.name}`,
    );
  return publishUsage(file, usage, { ...options, source: consumer.source }, config);
}

function readUsagePact(file: string, pair: Pair) {
  try {
    const pact = JSON.parse(readFileSync(file, 'utf8'));
    if (pact.consumer.name !== pair.consumer || pact.provider.name !== pair.provider)
      throw new Error('it is of another pair');
    if (!isUsageAlone(pact)) throw new Error('it has other interactions than usage, or none');
    return pact;
  } catch (cause) {
    throw new ContractError('PACT_UNREADABLE', `${file}: ${(cause as Error).message}`, { cause });
  }
}

async function versionAt(source: DistributionSource): Promise<string | undefined> {
  switch (source.kind) {
    case 'release':
      return source.number;
    case 'git':
      return source.commit;
    case 'wheel':
      return basename(source.path).split('-')[1];
    case 'folder':
      return (await folderRevision(source.path, variablesForInstaller(process.env)))?.commit;
    case 'newest':
      return undefined;
  }
}
