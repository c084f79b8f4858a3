import { causeOf, hintFor } from '../../matrix/hints.ts';
import { deployQuery } from '../../matrix/query.ts';
import { describeReason, type Reason, reasonSeverity } from '../../matrix/reason.ts';
import type { Row } from '../../matrix/row.ts';
import { createNothingCheckedWarning, type Verdict, verdictOf } from '../../matrix/verdict.ts';
import type { Db } from '../store/database.ts';
import type { Environment } from '../store/environments.ts';
import { matrixResultUrl } from '../url/result-url.ts';
import type { Urls } from '../url/urls.ts';
import { queryMatrix } from './matrix.ts';

/** A reason in the words of the gate, and what to do about it. */
export interface ExplainedReason {
  readonly type: 'error' | 'warning' | 'success';
  readonly text: string;
  readonly next?: string;
}

/** Whether a version may be deployed to an environment, and why. */
export interface DeployVerdict {
  readonly environment: Environment;
  readonly verdict: Verdict;
  readonly reasons: readonly ExplainedReason[];
  /** URLs of the verification results that the decision is based on. */
  readonly links: readonly string[];
}

export interface Subject {
  readonly pacticipant: string;
  readonly version: string;
}

/** Whether a version may be deployed to each of some environments. The query and the words are those of the gate. */
export async function findVerdicts(
  db: Db,
  subject: Subject,
  environments: readonly Environment[],
  urls: Urls,
): Promise<DeployVerdict[]> {
  const verdicts: DeployVerdict[] = [];
  for (const environment of environments) {
    const { decision, considered } = await queryMatrix(db, deployQuery(subject, { environment: environment.name }));
    const rows = considered.map((row) => presentRow(row, urls));
    const reasons: ExplainedReason[] = decision.reasons.map((reason) => explainReason(reason, subject, rows));
    if (decision.deployable && rows.length === 0) reasons.push(createNothingCheckedWarning(subject.pacticipant));
    const links = rows.flatMap(({ url }) => url ?? []);
    verdicts.push({ environment, verdict: verdictOf(decision.deployable, decision.counts.failed > 0), reasons, links });
  }
  return verdicts;
}

type PresentedRow = ReturnType<typeof presentRow>;

function presentRow(row: Row, urls: Urls) {
  const { consumer, provider, result } = row;
  return {
    consumer: consumer.name,
    consumerVersion: consumer.version.number,
    provider: provider.name,
    providerVersion: provider.version?.number ?? null,
    result: !result ? ('not verified' as const) : result.success ? ('verified' as const) : ('failed' as const),
    ...(result && { url: matrixResultUrl(row, result.number, urls) }),
  };
}

function explainReason(reason: Reason, { pacticipant }: Subject, rows: readonly PresentedRow[]): ExplainedReason {
  const cause = causeOf(reason);
  return {
    type: reasonSeverity(reason),
    text: describeReason(reason).replace(/^WARN: /, ''),
    ...(cause && { next: hintFor(cause, { pacticipant, rows }) }),
  };
}
