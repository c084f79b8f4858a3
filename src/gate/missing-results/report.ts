import { provider as core } from '../../contracts/interactions.ts';
import { refOfVersion } from '../../python/ref.ts';
import { command } from '../../text/command.ts';
import { type Report, reportMarkdown, reportText } from '../../text/report.ts';
import { shortenShas } from '../../text/short-sha.ts';
import { exitCodeOf, type MissingResult, type MissingResults } from './missing-result.ts';
import { describePair, type UndeterminedPair } from './undetermined-pair.ts';
import type { VersionInForce } from './version-in-force.ts';

/** The report for a terminal: one line for each pair, the commands to run, the pairs that cannot be determined, and the verdict. */
export function missingResultsReport(results: MissingResults): string {
  return reportText(createReport(results));
}

/** The same report in Markdown, for a job summary. */
export function missingResultsMarkdown(results: MissingResults): string {
  return reportMarkdown(createReport(results));
}

function createReport(results: MissingResults): Report {
  const { missing, unknown, neverPublished } = results;
  return {
    conclusion: verdictLine(results),
    parts: [
      { headings: ['consumer', 'version', 'in', 'provider', 'version', 'in'], rows: missing.map(formatCells) },
      { items: nextSteps(missing).map((text) => ({ text })) },
      {
        items: [...unknown, ...neverPublished].map((pair) => {
          const mark = pair.kind === 'no main branch' ? '?' : '-';
          return { mark, ...describePair(pair) };
        }),
      },
    ],
  };
}

function verdictLine(results: MissingResults): string {
  const { missing, unknown } = results;
  switch (exitCodeOf(results)) {
    case 0:
      return 'NONE: every pair of versions in force has its verification result.';
    case 1:
      return `MISSING: ${missing.length} ${missing.length === 1 ? 'pair has' : 'pairs have'} no verification result.`;
    case 2:
      return `UNKNOWN: cannot determine the missing results of ${unknown.map(({ pacticipant }) => pacticipant).join(', ')}.`;
  }
}

/** The versions of core to verify, as the matrix of a GitHub Actions job (which has at most 256 entries). */
export function coresToVerify({ missing }: MissingResults): {
  include: { core_version: string; core_branch: string }[];
} {
  const cores = new Map(missing.map(({ provider }) => [`${provider.pacticipant} ${provider.version}`, provider]));
  const include = [...cores.values()].flatMap(({ pacticipant, version, mainBranch: core_branch = '' }) => {
    return pacticipant === core && refOfVersion(version) ? [{ core_version: version, core_branch }] : [];
  });
  return { include: include.slice(0, 256) };
}

/** The result as the JSON of `--json`. */
export function presentMissingResults(results: MissingResults) {
  const withDescription = (pairs: readonly UndeterminedPair[]) =>
    pairs.map((pair) => ({ ...pair, ...describePair(pair) }));
  return {
    verdict: (['none', 'missing', 'unknown'] as const)[exitCodeOf(results)],
    missing: results.missing,
    neverPublished: withDescription(results.neverPublished),
    unknown: withDescription(results.unknown),
    cores: coresToVerify(results),
  };
}

function formatCells({ consumer, provider }: MissingResult): string[] {
  return [consumer, provider].flatMap(({ pacticipant, version, mainBranch, environments }) => [
    pacticipant,
    shortenShas(version),
    [...(mainBranch ? [mainBranch] : []), ...environments].join(', '),
  ]);
}

/** The commands to run, one for each version of a provider: one verification covers all its pacts. */
function nextSteps(missing: readonly MissingResult[]): string[] {
  return [...new Set(missing.map(({ provider }) => nextStep(provider)))];
}

function nextStep({ pacticipant, version, mainBranch }: VersionInForce): string {
  if (pacticipant !== core) return `Let the build of ${pacticipant} ${version} verify it and publish the result.`;
  if (!refOfVersion(version))
    return `${pacticipant} ${version} is not a commit or release: verify it in the build that created it.`;
  return `Run: ${command('pact:verify', { again: version, 'core-branch': mainBranch || undefined })}`;
}
