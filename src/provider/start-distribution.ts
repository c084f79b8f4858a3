import type { Distribution, NamedSource } from '../python/distribution.ts';
import { type EnvironmentOptions, pythonEnvironment } from '../python/environment.ts';
import { recordedVersion } from '../python/recorded-version.ts';
import { describeInstalled } from '../usage/judge-usage.ts';
import { type UsageJudge, usageJudge } from '../usage/usage-judge.ts';
import type { ProviderUnderTest } from './provider-under-test.ts';
import { usageOnly, withUsage } from './usage-answers.ts';

/**
 * A judge of the uses of a distribution. The distribution is installed once for each set of extras.
 * @param overrides distributions that are installed in place of the releases that it requires
 */
export function createJudge(
  distribution: Distribution,
  options: EnvironmentOptions,
  overrides: readonly Distribution[] = [],
): UsageJudge {
  return usageJudge(async (extras) => {
    const distributions = [{ ...distribution, extras }];
    const { interpreter } = await pythonEnvironment({ distributions, overrides }, options);
    return { interpreter, env: options.env };
  });
}

export interface DistributionChoice {
  /** The name of the application at the broker. */
  readonly name: string;
  readonly distribution: Distribution & { readonly source: NamedSource };
  /** The version under which the result is recorded; default: that of the distribution. */
  readonly version?: string | undefined;
  readonly strict?: boolean | undefined;
}

/**
 * Starts any distribution as a provider of its Python API.
 * @throws ContractError USAGE_NOT_JUDGED, and what installing throws
 */
export async function startDistribution(
  { name, distribution, version, strict }: DistributionChoice,
  options: EnvironmentOptions,
): Promise<ProviderUnderTest> {
  const { interpreter } = await pythonEnvironment({ distributions: [{ ...distribution, extras: [] }] }, options);
  const installed = await describeInstalled(distribution.name, { interpreter, env: options.env });
  const provider = usageOnly({
    name,
    version: version ?? (await recordedVersion(distribution.source, installed, options.env)),
    kind: 'python',
    origin: interpreter,
    close: async () => undefined,
  });
  return withUsage(provider, createJudge(distribution, options), { strict });
}
