import { command } from '../../text/command.ts';
import { type Report, reportMarkdown, reportText } from '../../text/report.ts';
import { fieldNameOf } from '../reliance.ts';
import { environmentsLabel, versionLabel } from '../reliance-report.ts';
import { type Finding, findVerdict, isBreaking } from './finding.ts';

/** The effects of a proposed schema, for a terminal: every field that is not compatible, and the verdict in the last line. */
export function impactReport(findings: readonly Finding[], subject: string): string {
  return reportText(createReport(findings, subject));
}

/** The same report in Markdown, for a job summary or a comment. */
export function impactMarkdown(findings: readonly Finding[], subject: string): string {
  return reportMarkdown(createReport(findings, subject));
}

function createReport(findings: readonly Finding[], subject: string): Report {
  const headings = [
    '',
    'field',
    'change',
    'consumer',
    'version',
    'environments',
    'expected',
    'proposed',
    'interactions',
  ];
  return {
    conclusion: verdictLine(findings, subject),
    parts: [{ headings, rows: tableRows(findings) }, { items: [{ text: compatibleLine(findings) }] }],
  };
}

function verdictLine(findings: readonly Finding[], subject: string): string {
  switch (findVerdict(findings)) {
    case 0:
      return `COMPATIBLE: ${subject} is compatible with every field that consumers rely on.`;
    case 1:
      return `BREAKING: ${subject} breaks ${countFields(findings.filter(isBreaking))} that consumers rely on.`;
    case 2:
      return findings.length === 0
        ? `UNDETERMINED: no pact in force has a message that ${subject} describes.`
        : `UNDETERMINED: the schema of ${subject} is not enough to decide ${countFields(findings.filter(isUndecided))}: verify with ${command('pact:verify')}.`;
  }
}

/** Fields that several consumers rely on are counted once. */
function countFields(findings: readonly Finding[]): string {
  const { size } = new Set(findings.map(fieldNameOf));
  return `${size} ${size === 1 ? 'field' : 'fields'}`;
}

function tableRows(findings: readonly Finding[]): string[][] {
  const listed = [...findings.filter(isBreaking), ...findings.filter(isUndecided)];
  return listed.flatMap((finding) =>
    finding.versions.map((version) => [
      isBreaking(finding) ? '✘' : '?',
      fieldNameOf(finding),
      finding.change,
      finding.consumer,
      versionLabel(version),
      environmentsLabel(version),
      finding.expectation,
      finding.detail,
      finding.interactions.join(', '),
    ]),
  );
}

function isUndecided(finding: Finding): boolean {
  return !isBreaking(finding) && finding.change !== 'compatible';
}

/** Counts findings, not fields: a finding is the expectation that one consumer has of one field. */
function compatibleLine(findings: readonly Finding[]): string {
  const compatible = findings.filter(({ change }) => change === 'compatible');
  return `${compatible.length} of ${findings.length} expectations of consumers are compatible.`;
}
