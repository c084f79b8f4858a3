import { verdictSentence } from '../matrix/verdict.ts';
import { shortenShas } from '../text/short-sha.ts';
import { escapeMarkdown, markdownTable, textTable, withoutControlCharacters } from '../text/table.ts';
import { type Question, subjectOf, targetOf } from './question.ts';
import type { Reason, Row, Verdict } from './verdict.ts';

const marks: Record<Reason['type'], string> = { error: '✘', warning: '!', success: '✔' };

/** The verdict for a terminal: the matrix, every reason with its next step, and the verdict in the last line. */
export function report(question: Question, verdict: Verdict): string {
  const reasons = verdict.reasons.flatMap(({ type, text, next }) => [
    `  ${marks[type]} ${shortenShas(withoutControlCharacters(text))}`,
    ...(next ? [`    ${withoutControlCharacters(next)}`] : []),
  ]);
  const table = verdict.rows.length > 0 ? [...textTable([headings, ...verdict.rows.map(cells)]), ''] : [];
  return [...table, ...reasons, '', verdictLine(question, verdict)].join('\n');
}

/** The verdict for a GitHub Actions job summary, in markdown. */
export function summaryMarkdown(question: Question, verdict: Verdict): string {
  const rows = verdict.rows.map((row) => cells(row).map(escapeMarkdown));
  const table = rows.length > 0 ? [...markdownTable(headings, rows), ''] : [];
  const reasons = verdict.reasons.map(
    ({ type, text, next }) =>
      `- ${marks[type]} ${escapeMarkdown(shortenShas(text))}${next ? `<br>${escapeMarkdown(next)}` : ''}`,
  );
  return [`### ${escapeMarkdown(verdictLine(question, verdict))}`, '', ...table, ...reasons, ''].join('\n');
}

/** The verdict in one line. */
export function verdictLine(question: Question, { verdict }: Verdict): string {
  const [subject, target] = [
    withoutControlCharacters(subjectOf(question)),
    withoutControlCharacters(targetOf(question)),
  ];
  return verdictSentence(verdict, subject, target);
}

const headings = ['consumer', 'version', 'provider', 'version', 'result'];

function cells(row: Row): string[] {
  return [
    row.consumer,
    version(row.consumerVersion, row.consumerBranch),
    row.provider,
    version(row.providerVersion, row.providerBranch),
    row.ignored ? `${row.result} (ignored)` : row.result,
  ].map(withoutControlCharacters);
}

/** The SHA of a commit is shortened. */
function version(number: string | null, branch: string | undefined): string {
  if (number === null) return '-';
  const short = shortenShas(number);
  return branch ? `${short} (${branch})` : short;
}
