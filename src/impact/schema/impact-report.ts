import { escapeMarkdown, markdownTable, textTable, withoutControlCharacters } from '../../text/table.ts';
import { fieldNameOf } from '../reliance.ts';
import { versionLabel, whereLabel } from '../reliance-report.ts';
import { breaks, type Finding, verdictOf } from './finding.ts';

const headings = ['', 'field', 'change', 'consumer', 'version', 'where', 'relies on', 'proposed', 'interactions'];

/** What a proposed schema would mean, for a terminal: every field that is not kept, and the verdict in the last line. */
export function impactReport(findings: readonly Finding[], subject: string): string {
  const rows = rowsOf(findings);
  const table =
    rows.length > 0 ? [...textTable([headings, ...rows.map((row) => row.map(withoutControlCharacters))]), ''] : [];
  return [...table, `  ${keptLine(findings)}`, '', withoutControlCharacters(impactLine(findings, subject))].join('\n');
}

/** The same in markdown, for a job summary or a comment. */
export function impactMarkdown(findings: readonly Finding[], subject: string): string {
  const rows = rowsOf(findings).map((row) => row.map(escapeMarkdown));
  const table = rows.length > 0 ? [...markdownTable(headings, rows), ''] : [];
  return [`### ${escapeMarkdown(impactLine(findings, subject))}`, '', ...table, keptLine(findings), ''].join('\n');
}

/** The verdict in one line. */
export function impactLine(findings: readonly Finding[], subject: string): string {
  const [broken, open] = [fieldsIn(findings.filter(breaks)), fieldsIn(findings.filter(isOpen))];
  switch (verdictOf(findings)) {
    case 0:
      return `KEPT: ${subject} keeps every field that is relied on.`;
    case 1:
      return `BREAKS: ${subject} breaks ${count(broken, 'field')} that consumers rely on.`;
    case 2:
      return findings.length === 0
        ? `CANNOT TELL: no pact in force relies on ${subject}, so nothing was compared.`
        : `CANNOT TELL: a schema does not decide ${count(open, 'field')} of ${subject}; the verification does.`;
  }
}

/** A field counts once, however many rely on it. */
function fieldsIn(findings: readonly Finding[]): number {
  return new Set(findings.map(fieldNameOf)).size;
}

function rowsOf(findings: readonly Finding[]): string[][] {
  const told = [...findings.filter(breaks), ...findings.filter(isOpen)];
  return told.flatMap((one) =>
    one.versions.map((version) => [
      breaks(one) ? '✘' : '?',
      fieldNameOf(one),
      one.change,
      one.consumer,
      versionLabel(version),
      whereLabel(version),
      one.wants,
      one.says,
      one.interactions.join(', '),
    ]),
  );
}

function isOpen(finding: Finding): boolean {
  return !breaks(finding) && finding.change !== 'kept';
}

function keptLine(findings: readonly Finding[]): string {
  const kept = findings.filter(({ change }) => change === 'kept');
  return `${kept.length} of ${findings.length} ways in which fields are relied on are kept.`;
}

const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;
