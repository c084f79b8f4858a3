/**
 * A yes is accepted only if the whole response supports it: one boolean can be wrong, or be changed by a proxy. A response that says no is
 * accepted unchecked.
 */
import { ContractError } from '../config/errors.ts';
import type { MatrixResponse, Summary } from './matrix-response.ts';
import type { Question } from './question.ts';

type Row = MatrixResponse['matrix'][number];

/**
 * Checks that a response with `deployable: true` does not contradict itself.
 * @param url the broker's URL, for the error
 * @throws ContractError BROKER_CONTRADICTION naming each contradiction
 */
export function assertSupportsYes(response: MatrixResponse, question: Question, url: string): void {
  if (response.summary.deployable !== true) return;
  const contradictions = [
    ...contradictionsOfSummary(response),
    ...response.notices.flatMap(({ type, text }) => (isErrorNotice(type) ? [`a notice says: ${text}`] : [])),
    ...response.matrix.flatMap((row) => contradictionOfRow(row, question)),
    ...contradictionOfVersions(response.matrix, question),
    ...repeatedRow(response.matrix),
  ];
  if (contradictions.length > 0)
    throw new ContractError('BROKER_CONTRADICTION', `${url}: deployable is true, but ${contradictions.join('; ')}`);
}

const isErrorNotice = (type: string) => !['success', 'warning', 'info'].includes(type);

function contradictionsOfSummary({ summary, matrix }: MatrixResponse): string[] {
  const { success, failed, unknown } = summary;
  const consideredRows = matrix.filter(({ ignored }) => !ignored);
  const successful = consideredRows.filter(({ verificationResult }) => verificationResult?.success).length;
  return [
    ...countOtherThanZero({ failed, unknown }),
    ...(success === successful ? [] : [`success is ${success}, and ${successful} rows are successful`]),
  ];
}

function countOtherThanZero(counts: Pick<Summary, 'failed' | 'unknown'>): string[] {
  return Object.entries(counts).flatMap(([name, count]) => (count === 0 ? [] : [`${name} is ${count}`]));
}

function contradictionOfRow({ consumer, provider, verificationResult, ignored }: Row, question: Question): string[] {
  const pair = `${consumer.name} and ${provider.name}`;
  if (![consumer, provider].some((side) => isSame(side.name, question.pacticipant)))
    return [`a row is about ${pair}, not about ${question.pacticipant}`];
  if (ignored) return [];
  if (!verificationResult) return [`a row of ${pair} has no result`];
  return verificationResult.success ? [] : [`a row of ${pair} has failed`];
}

/** Every row must be about the requested version of the pacticipant. */
function contradictionOfVersions(rows: readonly Row[], { pacticipant, version }: Question): string[] {
  const versions = rows.map(({ consumer, provider }) => {
    const sides = [consumer, provider].filter(({ name }) => isSame(name, pacticipant));
    return sides.map((side) => side.version?.number ?? 'without a version');
  });
  const expected = version ?? versions.flat()[0];
  const other = versions.find((numbers) => numbers.length > 0 && !numbers.some((number) => isSame(number, expected)));
  return other ? [`a row is about ${pacticipant} ${other.join(', ')}, not about ${expected}`] : [];
}

/** Every result of a pair of versions must appear once: a duplicate row may replace a missing one. */
function repeatedRow(rows: readonly Row[]): string[] {
  const keys = rows.map(({ consumer, provider, verificationResult }) =>
    JSON.stringify([
      consumer.name,
      consumer.version?.number,
      provider.name,
      provider.version?.number,
      verificationResult,
    ]),
  );
  const repeated = rows.find((_, i) => keys.indexOf(keys[i] ?? '') < i);
  return repeated ? [`a row of ${repeated.consumer.name} and ${repeated.provider.name} occurs twice`] : [];
}

/** A broker may be configured to ignore the case of names and versions. */
function isSame(one: string, other: string | undefined): boolean {
  return one.toLowerCase() === other?.toLowerCase();
}
