import { ContractError } from '../config/errors.ts';
import { variablesForInstaller } from '../python/child-variables.ts';
import type { Distribution, DistributionSource } from '../python/distribution.ts';
import { pythonEnvironment } from '../python/environment.ts';
import { folderRevision } from '../python/folder-revision.ts';
import { allowedReleases, listReleases, type Requirement, readRequirement } from '../python/releases.ts';
import { type JudgedUses, judgeOwnRelease } from './findings.ts';
import { describeInstalled, judgeUsage } from './judge-usage.ts';
import type { UsageConsumer } from './pact.ts';
import { type ReadUsageOptions, readUsage } from './read-usage.ts';
import type { Usage } from './use.ts';

export interface ContractRequest {
  readonly consumer: Distribution;
  /** The provider's distribution. */
  readonly provider: string;
  /** What types are read from; default: the newest release that the consumer's requirement allows. */
  readonly with?: DistributionSource | undefined;
}

/** What a consumer uses, and how that fits the release it was read with. */
export interface ReadContract {
  readonly usage: Usage;
  readonly consumer: UsageConsumer;
  readonly requirement: Requirement | undefined;
  readonly judged: JudgedUses;
}

/**
 * Reads what the consumer uses and requires of the provider, and judges the uses with the release that types are read from.
 * @throws ContractError NO_ALLOWED_RELEASE, RELEASES_UNKNOWN, USAGE_NOT_JUDGEABLE, and what reading and the environments throw
 */
export async function readContract(request: ContractRequest, options: ReadUsageOptions): Promise<ReadContract> {
  const { consumer, provider } = request;
  const requirement = await requirementOn(consumer, provider, options);
  const source = request.with ?? (await newestAllowed(provider, requirement, options));
  const release: Distribution = { name: provider, source, extras: requirement?.extras ?? [] };
  const usage = await readUsage({ consumer, provider, with: release }, options);
  const { interpreter } = await pythonEnvironment({ distributions: [release] }, options);
  const judged = await judgeOwnRelease(usage.uses, (uses) =>
    judgeUsage({ ...usage, uses: [...uses] }, { interpreter, env: options.env }),
  );
  assertJudgeable(usage, judged);
  const revision = await revisionOf(consumer.source, options.env);
  return {
    usage,
    consumer: { distribution: consumer.name, version: usage.consumer.version, ...revision },
    requirement,
    judged,
  };
}

/** A release that cannot be imported, for instance with this Python, does not show what the consumer uses. */
function assertJudgeable({ uses, consumer, provider }: Usage, { unresolved, findings, ...judged }: JudgedUses): void {
  const packages = [...new Set(uses.map(({ module }) => module.split('.')[0]))];
  const notImported = unresolved.find(({ text }) => text.startsWith(`importing ${packages[0]} fails: `));
  const isAnswered = judged.uses.length + findings.length > 0;
  const first = packages.length === 1 && notImported ? notImported : isAnswered ? undefined : unresolved[0];
  if (!first) return;
  throw new ContractError(
    'USAGE_NOT_JUDGEABLE',
    `${uses.length} names of ${provider.name} ${provider.version} that ${consumer.name} uses, for instance ${first.text} (${first.location})`,
  );
}

/** What a distribution requires of another, from its metadata files. */
async function requirementOn(
  consumer: Distribution,
  provider: string,
  options: ReadUsageOptions,
): Promise<Requirement | undefined> {
  const consumerOnly = await pythonEnvironment({ distributions: [consumer], withoutDependencies: true }, options);
  const { site } = await describeInstalled(consumer.name, { interpreter: consumerOnly.interpreter, env: options.env });
  return readRequirement({ folder: site, distribution: consumer.name }, provider, options);
}

async function newestAllowed(
  provider: string,
  requirement: Requirement | undefined,
  options: ReadUsageOptions,
): Promise<DistributionSource> {
  const releases = (await listReleases(provider, options)).filter(({ yanked, suitable }) => suitable && !yanked);
  const stable = releases.filter(({ preRelease }) => !preRelease);
  const numbers = (stable.length > 0 ? stable : releases).map(({ number }) => number);
  const number = (await allowedReleases(requirement?.specifier ?? '', numbers, options)).at(-1);
  if (number) return { kind: 'release', number };
  throw new ContractError('NO_ALLOWED_RELEASE', `${provider}${requirement?.specifier ?? ''}`);
}

async function revisionOf(
  source: DistributionSource,
  env: NodeJS.ProcessEnv,
): Promise<Pick<UsageConsumer, 'commit' | 'modified'>> {
  if (source.kind === 'git') return { commit: source.commit };
  if (source.kind !== 'folder') return {};
  const revision = await folderRevision(source.path, variablesForInstaller(env));
  if (!revision) return { modified: true };
  return { commit: revision.commit, ...(revision.modified && { modified: true as const }) };
}
