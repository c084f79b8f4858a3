import { provider as core } from '../../contracts/interactions.ts';
import { refOfVersion } from '../../python/ref.ts';
import { command } from '../../text/command.ts';
import { shortenShas } from '../../text/short-sha.ts';
import { escapeMarkdown, markdownTable, textTable, withoutControlCharacters } from '../../text/table.ts';
import { exitCodeOf, type MissingResult, type MissingResults } from './missing-result.ts';
import { describe, type UnaskablePair } from './unaskable-pair.ts';
import type { VersionInForce } from './version-in-force.ts';

const headings = ['consumer', 'version', 'in', 'provider', 'version', 'in'];

/** The report for a terminal: one line for each pair, the commands to run, the pairs that cannot be asked about, and the verdict. */
export function missingResultsReport(results: MissingResults): string {
  const table = results.missing.length > 0 ? [...textTable([headings, ...results.missing.map(cells)]), ''] : [];
  const next = steps(results.missing).map((step) => `  ${withoutControlCharacters(step)}`);
  const unaskable = [...results.unknown, ...results.neverPublished].flatMap((pair) => {
    const [text, toDo] = describe(pair);
    return [
      `  ${pair.kind === 'no main branch' ? '?' : '-'} ${withoutControlCharacters(text)}`,
      `    ${withoutControlCharacters(toDo)}`,
    ];
  });
  return [...table, ...withBlankLine(next), ...withBlankLine(unaskable), verdictLine(results)].join('\n');
}

/** The same report in Markdown, for a job summary. */
export function missingResultsMarkdown(results: MissingResults): string {
  const rows = results.missing.map((pair) => cells(pair).map(escapeMarkdown));
  const table = rows.length > 0 ? [...markdownTable(headings, rows), ''] : [];
  const next = steps(results.missing).map((step) => `- ${escapeMarkdown(step)}`);
  const unaskable = [...results.unknown, ...results.neverPublished].map(
    (pair) => `- ${describe(pair).map(escapeMarkdown).join('<br>')}`,
  );
  return [`### ${escapeMarkdown(verdictLine(results))}`, '', ...table, ...next, ...unaskable, ''].join('\n');
}

/** The verdict in one line. */
export function verdictLine(results: MissingResults): string {
  const { missing, unknown } = results;
  switch (exitCodeOf(results)) {
    case 0:
      return 'NONE: every pair of versions in force has its verification result.';
    case 1:
      return `MISSING: ${missing.length} ${missing.length === 1 ? 'pair has' : 'pairs have'} no verification result.`;
    case 2:
      return `UNKNOWN: cannot determine the missing results of ${unknown.map(({ pacticipant }) => withoutControlCharacters(pacticipant)).join(', ')}.`;
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

/** The result for machines. */
export function missingResultsData(results: MissingResults) {
  const explain = (unaskable: readonly UnaskablePair[]) =>
    unaskable.map((pair) => {
      const [text, next] = describe(pair);
      return { ...pair, text, next };
    });
  return {
    verdict: (['none', 'missing', 'unknown'] as const)[exitCodeOf(results)],
    missing: results.missing,
    neverPublished: explain(results.neverPublished),
    unknown: explain(results.unknown),
    cores: coresToVerify(results),
  };
}

function withBlankLine(lines: readonly string[]): string[] {
  return lines.length > 0 ? [...lines, ''] : [];
}

function cells({ consumer, provider }: MissingResult): string[] {
  return [consumer, provider]
    .flatMap((one) => [one.pacticipant, shortenShas(one.version), placesOf(one)])
    .map((cell) => withoutControlCharacters(cell));
}

function placesOf({ mainBranch, environments }: VersionInForce): string {
  return [...(mainBranch ? [mainBranch] : []), ...environments].join(', ');
}

/** The commands to run, one for each version of a provider: one verification covers all its pacts. */
function steps(missing: readonly MissingResult[]): string[] {
  return [...new Set(missing.map(({ provider }) => step(provider)))];
}

function step({ pacticipant, version, mainBranch }: VersionInForce): string {
  if (pacticipant !== core) return `Let the build of ${pacticipant} ${version} verify it and publish the result.`;
  if (!refOfVersion(version))
    return `${pacticipant} ${version} names no commit or release: verify it where it was built.`;
  return `Run: ${command('pact:verify', { again: version, 'core-branch': mainBranch || undefined })}`;
}
