import { textTable, withoutControlCharacters } from '../text/table.ts';
import { wrapText } from '../text/wrap.ts';
import { fullName } from './describe-part.ts';
import type { MatchedFindings, UsageException } from './exceptions.ts';
import type { Finding } from './findings.ts';
import { locationsOf } from './parts.ts';
import type { Unresolved, Use } from './use.ts';

/** The results of `pact:usage`. */
export interface UsageReport {
  /** `market-data-ibkr 1.1.7` */
  readonly consumer: string;
  /** `market-data-core 1.4.61` */
  readonly provider: string;
  readonly requirement?: string | undefined;
  readonly matched: MatchedFindings;
  /** Optional uses that do not fit the release. */
  readonly off: readonly Finding[];
  /** The uses of the contract. */
  readonly uses: readonly Use[];
  readonly unresolved: readonly Unresolved[];
}

const MAX_UNRESOLVED = 10;

/** The report for a terminal. Findings come first. */
export function usageReport(report: UsageReport): string {
  const headings = ['name', 'what is used', 'when it is missing', 'where'];
  const uses = report.uses.map((use) => useRow(use).map(withoutControlCharacters));
  const off = report.off.map((finding) => `the feature is off with ${report.provider}: ${findingSentence(finding)}`);
  const lines = (texts: readonly string[]) => texts.map((text) => wrapText(withoutControlCharacters(text)));
  return [
    ...lines([...findingLines(report), reportHeading(report)]),
    ...textTable([headings, ...uses]),
    ...lines([...off, ...unresolvedLines(report.unresolved)]),
  ].join('\n');
}

function findingLines({ matched, consumer, provider }: UsageReport): string[] {
  const { open, accepted, unnecessary, expired } = matched;
  return [
    ...open.map((finding) => `✘ ${consumer} does not fit ${provider}: ${findingSentence(finding)}`),
    ...accepted.map((finding) => `accepted, left out of the contract: ${findingSentence(finding)}`),
    ...expired.map((one) => `✘ the exception expired on ${one.until}: ${exceptionSentence(one)}`),
    ...unnecessary.map((one) => `✘ the exception is not needed any more, remove it: ${exceptionSentence(one)}`),
  ];
}

function reportHeading({ consumer, provider, requirement, uses }: UsageReport): string {
  const requirementNote =
    requirement === undefined ? 'which it does not require' : `it requires ${requirement || 'any release'}`;
  return `${consumer} uses ${uses.length} names of ${provider} (types are read from that release; ${requirementNote}):`;
}

function findingSentence({ does, text, locations }: Finding): string {
  return `${does}; ${text} (${locations.join(', ')})`;
}

function exceptionSentence({ does, text, locations }: UsageException): string {
  return `${does}; ${text} (${locations.join(', ')})`;
}

function useRow(use: Use): string[] {
  return [
    fullName(use),
    describeUsedParts(use),
    use.required || !use.imported ? 'it fails' : 'the feature is off',
    locationsOf(use)[0]?.[0] ?? '',
  ];
}

function describeUsedParts({ imported, calls, members, enumMembers, bases, caught, isinstance }: Use): string {
  const counted = [
    [calls.length, 'call', 'calls'],
    [members.length, 'member', 'members'],
    [enumMembers.length, 'value', 'values'],
    [bases.length, 'derived class', 'derived classes'],
  ] as const;
  const words = [
    ...counted.flatMap(([count, one, many]) => (count === 0 ? [] : [`${count} ${count === 1 ? one : many}`])),
    ...(caught ? ['except'] : []),
    ...(isinstance ? ['isinstance'] : []),
  ];
  return words.join(', ') || (imported ? 'import' : 'instances');
}

function unresolvedLines(unresolved: readonly Unresolved[]): string[] {
  if (unresolved.length === 0) return [];
  const count = unresolved.length === 1 ? '1 use' : `${unresolved.length} uses`;
  const more = unresolved.length - MAX_UNRESOLVED;
  return [
    `${count} could not be resolved, and ${unresolved.length === 1 ? 'is' : 'are'} not part of the contract:`,
    ...unresolved.slice(0, MAX_UNRESOLVED).map(({ text, location }) => `  ${location}: ${text}`),
    ...(more > 0 ? [`  and ${more} more (--json lists all)`] : []),
  ];
}
