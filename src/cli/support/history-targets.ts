/** The versions of a history: the published releases of the provider, or the tags of its git repository. */
import { distributionOf } from '../../config/applications.ts';
import type { Config } from '../../config/config.ts';
import { ContractError } from '../../config/errors.ts';
import { variablesForInstaller } from '../../python/child-variables.ts';
import { listVersionTags } from '../../python/git-tags.ts';
import { defaultPython } from '../../python/interpreter.ts';
import { versionAtCommit } from '../../python/ref.ts';
import { allowedReleases, listReleases, type ReleasesOptions } from '../../python/releases.ts';
import { type HistoryTarget, numberOf } from '../../verification/history-row.ts';
import { repositoryOf } from './named-distribution.ts';

export interface TargetChoice {
  readonly provider: string;
  /** A specifier of PEP 440. */
  readonly releases?: string | undefined;
  readonly preReleases: boolean;
  readonly yanked: boolean;
  /** A pattern of git. */
  readonly tags?: string | undefined;
  readonly repository?: string | undefined;
}

const python: ReleasesOptions = { python: defaultPython, env: process.env };

/**
 * Oldest first.
 * @throws ContractError NO_MATCHING_RELEASE, DISTRIBUTION_UNKNOWN, RELEASES_UNKNOWN; USAGE, REF_UNKNOWN for tags
 */
export async function listTargets(choice: TargetChoice, config: Config): Promise<HistoryTarget[]> {
  const { tags, repository, provider, releases } = choice;
  if (tags === undefined && repository !== undefined) throw new ContractError('USAGE', '--repository needs --tags');
  const targets = tags === undefined ? await publishedTargets(choice) : await taggedTargets(choice, tags, config);
  const numbers = targets.map(numberOf);
  const allowed =
    releases === undefined
      ? numbers
      : await allowedReleases(releases, numbers, { ...python, preReleases: choice.preReleases });
  const chosen = targets.filter((target) => allowed.includes(numberOf(target)));
  if (chosen.length > 0) return chosen;
  throw new ContractError(
    'NO_MATCHING_RELEASE',
    [provider, releases, tags && `tags ${tags}`].filter(Boolean).join(' '),
  );
}

async function publishedTargets({ provider, yanked, preReleases }: TargetChoice): Promise<HistoryTarget[]> {
  const published = await listReleases(distributionOf(provider), python);
  return published
    .filter((one) => one.suitable && (yanked || !one.yanked) && (preReleases || !one.preRelease))
    .map(({ number }) => ({ release: number, ref: number }));
}

/** A tag is recorded as `pact:verify --provider-ref <tag>` would record it, if the code at the tag has the tag's number. */
async function taggedTargets(
  { provider, preReleases, repository }: TargetChoice,
  pattern: string,
  config: Config,
): Promise<HistoryTarget[]> {
  const url = repository ?? repositoryOf(distributionOf(provider), config);
  if (!url)
    throw new ContractError('USAGE', `the git repository of ${provider} is not known: give it with --repository`);
  const found = await listVersionTags(url, pattern, { ...python, env: variablesForInstaller(process.env) });
  return found
    .filter(({ preRelease }) => preReleases || !preRelease)
    .map(({ name, number, commit }) => ({
      release: name,
      number,
      version: versionAtCommit(number, commit),
      ref: commit,
    }));
}

/** The part of the targets that `2/8` names: every eighth, beginning with the second. @throws ContractError USAGE */
export function shardOf(targets: readonly HistoryTarget[], shard = '1/1'): HistoryTarget[] {
  const [, part = 0, parts = 0] = (/^(\d+)\/(\d+)$/.exec(shard) ?? []).map(Number);
  if (part < 1 || part > parts) throw new ContractError('USAGE', `--shard is like 2/8, not ${shard}`);
  return targets.filter((_, index) => index % parts === part - 1);
}
