import { verdictSentence } from '../matrix/verdict.ts';
import { type Report, reportMarkdown, reportText } from '../text/report.ts';
import { shortenShas } from '../text/short-sha.ts';
import { terminalWidth } from '../text/wrap.ts';
import { type Question, subjectOf, targetOf } from './question.ts';
import type { Reason, Row, Verdict } from './verdict.ts';

const marks: Record<Reason['type'], string> = { error: '✘', warning: '!', success: '✔' };

/** The verdict for a terminal of this width: the matrix, every reason with its next step, and the verdict in the last line. */
export function verdictReport(question: Question, verdict: Verdict, width = terminalWidth()): string {
  return reportText(createReport(question, verdict), width);
}

/** The verdict for a GitHub Actions job summary, in Markdown. */
export function verdictMarkdown(question: Question, verdict: Verdict): string {
  return reportMarkdown(createReport(question, verdict));
}

function createReport(question: Question, { verdict, rows, reasons }: Verdict): Report {
  return {
    conclusion: verdictSentence(verdict, subjectOf(question), targetOf(question)),
    parts: [
      { headings: ['consumer', 'version', 'provider', 'version', 'result'], rows: rows.map(formatCells) },
      { items: reasons.map(({ type, text, next }) => ({ mark: marks[type], text: shortenShas(text), next })) },
    ],
  };
}

function formatCells(row: Row): string[] {
  return [
    row.consumer,
    formatVersion(row.consumerVersion, row.consumerBranch),
    row.provider,
    formatVersion(row.providerVersion, row.providerBranch),
    row.ignored ? `${row.result} (ignored)` : row.result,
  ];
}

function formatVersion(number: string | null, branch: string | undefined): string {
  if (number === null) return '-';
  const short = shortenShas(number);
  return branch ? `${short} (${branch})` : short;
}
