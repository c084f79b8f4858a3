import { consumer, provider } from '../contracts/interactions.ts';
import { hintFor, parseReason } from '../matrix/hints.ts';
import { nothingCheckedWarning, verdictOf } from '../matrix/verdict.ts';
import type { MatrixAnswer, Summary } from './matrix-answer.ts';
import type { Question } from './question.ts';

/** One reason of the broker, in its words, and the next step. */
export interface Reason {
  readonly type: 'error' | 'warning' | 'success';
  readonly text: string;
  readonly next?: string;
}

/** A consumer's version, a provider's version (null: none has a result), and the state of their result. */
export interface Row {
  readonly consumer: string;
  readonly consumerVersion: string | null;
  readonly consumerBranch?: string;
  readonly provider: string;
  readonly providerVersion: string | null;
  readonly providerBranch?: string;
  readonly result: 'verified' | 'failed' | 'not verified';
  readonly ignored: boolean;
  /** The URL of the result. */
  readonly url?: string;
}

export interface Verdict {
  readonly deployable: boolean | null;
  readonly verdict: 'yes' | 'no' | 'unknown';
  /** Null when the broker refused the query. */
  readonly summary: Summary | null;
  readonly reasons: readonly Reason[];
  readonly rows: readonly Row[];
}

/** The verdict of the broker's response. `summary.deployable` alone decides, and only true is a yes. */
export function judge(question: Question, answer: MatrixAnswer): Verdict {
  const { deployable } = answer.summary;
  const rows = answer.matrix.map(rowOf);
  const reasons = noticesOf(answer).map((notice) => reasonOf(notice, question, rows));
  return {
    deployable,
    verdict: verdictOf(deployable),
    summary: answer.summary,
    reasons:
      deployable && !rows.some(({ ignored }) => !ignored)
        ? [...reasons, nothingCheckedWarning(question.pacticipant)]
        : reasons,
    rows,
  };
}

/** The verdict when the broker refuses the query because it does not know what it names: unknown. */
export function refused(question: Question, words: string): Verdict {
  const reasons = words.split('; ').map((text) => reasonOf({ type: 'error', text }, question, []));
  return { deployable: null, verdict: 'unknown', summary: null, reasons, rows: [] };
}

function rowOf({ consumer, provider, verificationResult, ignored = false }: MatrixAnswer['matrix'][number]): Row {
  const url = verificationResult?._links?.self?.href;
  return {
    consumer: consumer.name,
    consumerVersion: consumer.version?.number ?? null,
    ...(consumer.version?.branch && { consumerBranch: consumer.version.branch }),
    provider: provider.name,
    providerVersion: provider.version?.number ?? null,
    ...(provider.version?.branch && { providerBranch: provider.version.branch }),
    result: !verificationResult ? 'not verified' : verificationResult.success ? 'verified' : 'failed',
    ignored,
    ...(url && { url }),
  };
}

function noticesOf({ notices, summary }: MatrixAnswer): MatrixAnswer['notices'] {
  const type = summary.deployable ? 'success' : 'error';
  return notices.length > 0 ? notices : summary.reason.split('\n').map((text) => ({ type, text }));
}

function reasonOf({ type, text }: { type: string; text: string }, question: Question, rows: readonly Row[]): Reason {
  const kind = type === 'success' || type === 'warning' ? type : type === 'info' ? 'success' : 'error';
  const next =
    kind === 'success'
      ? undefined
      : hintFor(parseReason(text), { pacticipant: question.pacticipant, rows, local: { consumer, provider } });
  return { type: kind, text: text.replace(/^WARN: /, ''), ...(next && { next }) };
}
