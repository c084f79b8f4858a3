import type { Distribution } from '../python/distribution.ts';
import { type EnvironmentOptions, pythonEnvironment } from '../python/environment.ts';
import { describeInstalled, recordBaseline } from './judge-usage.ts';
import { type ReadLimits, readFiles } from './read-files.ts';
import { Usage } from './use.ts';

export interface ReadUsageRequest {
  readonly consumer: Distribution;
  /** The name of the provider's distribution, e.g. `market-data-core`. */
  readonly provider: string;
  /** The release of the provider that types are read from; it has to fit the consumer. */
  readonly with: Distribution;
  /** Distributions to install in another release than the provider requires. */
  readonly overrides?: readonly Distribution[];
}

export interface ReadUsageOptions extends EnvironmentOptions {
  /** The time limit for reading, in ms. Files that were not read in time are listed as unresolved. */
  readonly timeoutMs?: number;
  readonly limits?: Partial<ReadLimits>;
}

/** The distributions that the reader needs, pinned to tested releases because it uses parts of jedi that are not public API. */
export const READER_DISTRIBUTIONS: readonly Distribution[] = [
  { name: 'jedi', source: { kind: 'release', number: '0.20.0' } },
  { name: 'parso', source: { kind: 'release', number: '0.8.7' } },
];

/**
 * Reads, without running it, what the consumer's code uses of the provider, and records how each use fits the release `with`.
 * @throws ContractError of the environments (see environment.ts), USAGE_NOT_READ, USAGE_NOT_JUDGED
 */
export async function readUsage(request: ReadUsageRequest, options: ReadUsageOptions): Promise<Usage> {
  const { consumer, overrides = [] } = request;
  const consumerOnly = await pythonEnvironment({ distributions: [consumer], withoutDependencies: true }, options);
  const fitting = await pythonEnvironment({ distributions: [request.with], overrides }, options);
  const reader = await pythonEnvironment({ distributions: READER_DISTRIBUTIONS }, options);
  const { env } = options;
  const judge = { interpreter: fitting.interpreter, env };
  const read = await describeInstalled(consumer.name, { interpreter: consumerOnly.interpreter, env });
  const provider = await describeInstalled(request.provider, judge);
  options.progress(`reading the files of ${consumer.name} ${read.version} that use ${request.provider}`);
  const { files, uses, unresolved } = await readFiles(read, provider, {
    interpreter: reader.interpreter,
    env,
    cacheFolder: options.cacheFolder,
    timeoutMs: options.timeoutMs,
    limits: options.limits,
    progress: options.progress,
  });
  return Usage.parse({
    format: 1,
    consumer: { name: consumer.name, version: read.version, packages: read.packages },
    provider: { name: request.provider, version: provider.version, packages: provider.packages },
    files,
    uses: await recordBaseline(uses, judge),
    unresolved,
  });
}
