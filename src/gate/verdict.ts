import { hintFor, parseReason } from '../matrix/hints.ts';
import { createNothingCheckedWarning, verdictOf } from '../matrix/verdict.ts';
import { localCommands } from './local-commands.ts';
import type { MatrixResponse, Summary } from './matrix-response.ts';
import type { Question } from './question.ts';

/** One reason of the broker, with the next step. */
export interface Reason {
  readonly type: 'error' | 'warning' | 'success';
  readonly text: string;
  readonly next?: string;
}

/** A consumer version, a provider version (null if none has a result), and their result. */
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

/** The verdict of a response. Only `deployable: true` is a yes; with a failed result it is no, also while another one is missing. */
export function parseVerdict(question: Question, response: MatrixResponse): Verdict {
  const { deployable, failed } = response.summary;
  const rows = response.matrix.map(parseRow);
  const reasons = noticesOf(response).map((notice) => createReason(notice, question, rows));
  return {
    deployable,
    verdict: verdictOf(deployable, failed > 0),
    summary: response.summary,
    reasons:
      deployable && !rows.some(({ ignored }) => !ignored)
        ? [...reasons, createNothingCheckedWarning(question.pacticipant)]
        : reasons,
    rows,
  };
}

/** The verdict if the broker refuses the query, because it names an unknown pacticipant, version or environment: `unknown`. */
export function verdictOfRejectedQuery(question: Question, message: string): Verdict {
  const reasons = message.split('; ').map((text) => createReason({ type: 'error', text }, question, []));
  return { deployable: null, verdict: 'unknown', summary: null, reasons, rows: [] };
}

function parseRow({ consumer, provider, verificationResult, ignored = false }: MatrixResponse['matrix'][number]): Row {
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

/** Without notices, the lines of the summary. */
function noticesOf({ notices, summary }: MatrixResponse): MatrixResponse['notices'] {
  const type = summary.deployable ? 'success' : 'error';
  return notices.length > 0 ? notices : summary.reason.split('\n').map((text) => ({ type, text }));
}

function createReason(
  { type, text }: { type: string; text: string },
  question: Question,
  rows: readonly Row[],
): Reason {
  const { pacticipant, version } = question;
  const kind = type === 'success' || type === 'warning' ? type : type === 'info' ? 'success' : 'error';
  const next =
    kind === 'success' ? undefined : hintFor(parseReason(text), { pacticipant, version, rows, local: localCommands });
  return { type: kind, text: text.replace(/^WARN: /, ''), ...(next && { next }) };
}
