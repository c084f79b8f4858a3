import { provider as core } from '../../contracts/interactions.ts';
import { refOfVersion } from '../../provider/core-ref.ts';
import { command } from '../../text/command.ts';
import { shortenShas } from '../../text/short-sha.ts';
import { escapeMarkdown, markdownTable, textTable, withoutControlCharacters } from '../../text/table.ts';
import { describe, type Gap } from './missing-result.ts';
import { exitCodeOf, type OwedPair, type Owing } from './unaskable-pair.ts';
import type { Standing } from './version-in-force.ts';

const headings = ['consumer', 'version', 'in', 'provider', 'version', 'in'];

/** What is owed for a terminal: a line for each pair, what to run next, those that never published, the verdict last. */
export function owedReport(owing: Owing): string {
  const table = owing.owed.length > 0 ? [...textTable([headings, ...owing.owed.map(cells)]), ''] : [];
  const next = steps(owing.owed).map((step) => `  ${withoutControlCharacters(step)}`);
  const gaps = [...owing.unknown, ...owing.neverPublished].flatMap((gap) => {
    const [text, toDo] = describe(gap);
    return [
      `  ${gap.kind === 'no main branch' ? '?' : '-'} ${withoutControlCharacters(text)}`,
      `    ${withoutControlCharacters(toDo)}`,
    ];
  });
  return [...table, ...apart(next), ...apart(gaps), owedLine(owing)].join('\n');
}

/** The same in markdown, for a job summary. */
export function owedMarkdown(owing: Owing): string {
  const rows = owing.owed.map((pair) => cells(pair).map(escapeMarkdown));
  const table = rows.length > 0 ? [...markdownTable(headings, rows), ''] : [];
  const next = steps(owing.owed).map((step) => `- ${escapeMarkdown(step)}`);
  const gaps = [...owing.unknown, ...owing.neverPublished].map(
    (gap) => `- ${describe(gap).map(escapeMarkdown).join('<br>')}`,
  );
  return [`### ${escapeMarkdown(owedLine(owing))}`, '', ...table, ...next, ...gaps, ''].join('\n');
}

/** The verdict in one line. */
export function owedLine(owing: Owing): string {
  const { owed, unknown } = owing;
  switch (exitCodeOf(owing)) {
    case 0:
      return 'NONE: every pair that lives together has its verification result.';
    case 1:
      return `OWED: ${owed.length} ${owed.length === 1 ? 'pair waits' : 'pairs wait'} for a verification result.`;
    case 2:
      return `UNKNOWN: nobody knows what is owed for ${unknown.map(({ pacticipant }) => withoutControlCharacters(pacticipant)).join(', ')}.`;
  }
}

/** The versions of core to be verified, as the matrix of a GitHub Actions job. */
export function coresToVerify({ owed }: Owing): { include: { core_version: string; core_branch: string }[] } {
  const cores = new Map(owed.map(({ provider }) => [`${provider.pacticipant} ${provider.version}`, provider]));
  const include = [...cores.values()].flatMap(({ pacticipant, version, mainBranch: core_branch = '' }) => {
    return pacticipant === core && refOfVersion(version) ? [{ core_version: version, core_branch }] : [];
  });
  return { include: include.slice(0, 256) };
}

/** The result for machines. */
export function owedData(owing: Owing) {
  const said = (gaps: readonly Gap[]) =>
    gaps.map((gap) => {
      const [text, next] = describe(gap);
      return { ...gap, text, next };
    });
  return {
    verdict: (['none', 'owed', 'unknown'] as const)[exitCodeOf(owing)],
    owed: owing.owed,
    neverPublished: said(owing.neverPublished),
    unknown: said(owing.unknown),
    cores: coresToVerify(owing),
  };
}

function apart(lines: readonly string[]): string[] {
  return lines.length > 0 ? [...lines, ''] : [];
}

function cells({ consumer, provider }: OwedPair): string[] {
  return [consumer, provider]
    .flatMap((one) => [one.pacticipant, shortenShas(one.version), placesOf(one)])
    .map((cell) => withoutControlCharacters(cell));
}

function placesOf({ mainBranch, environments }: Standing): string {
  return [...(mainBranch ? [mainBranch] : []), ...environments].join(', ');
}

/** What to run, once for each version of a provider: one verification takes all that it owes. */
function steps(owed: readonly OwedPair[]): string[] {
  return [...new Set(owed.map(({ provider }) => step(provider)))];
}

function step({ pacticipant, version, mainBranch }: Standing): string {
  if (pacticipant !== core) return `Let the build of ${pacticipant} ${version} verify it and publish the result.`;
  if (!refOfVersion(version))
    return `${pacticipant} ${version} names no commit or release: verify it where it was built.`;
  return `Run: ${command('pact:verify', { again: version, 'core-branch': mainBranch || undefined })}`;
}
