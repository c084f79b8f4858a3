import { nextStep } from '../../matrix/hints.ts';
import { deployQuery } from '../../matrix/query.ts';
import { describeReason, reasonSeverity } from '../../matrix/reason.ts';
import type { Row } from '../../matrix/row.ts';
import { nothingCheckedWarning, type Verdict, verdictOf } from '../../matrix/verdict.ts';
import { rowUrl } from '../hal/matrix.ts';
import type { Db } from '../store/database.ts';
import type { Environment } from '../store/environments.ts';
import type { Urls } from '../url/urls.ts';
import { queryMatrix } from './matrix.ts';

/** One reason in the words of the gate, and what to do about it. */
export interface ExplainedReason {
  readonly type: 'error' | 'warning' | 'success';
  readonly text: string;
  readonly next?: string;
}

/** Whether a version may go to an environment, and why. */
export interface DeployVerdict {
  readonly environment: Environment;
  readonly verdict: Verdict;
  readonly reasons: readonly ExplainedReason[];
  /** Addresses that the reasons name. */
  readonly links: readonly string[];
}

export interface Subject {
  readonly pacticipant: string;
  readonly version: string;
}

/** May a version go to each of some environments? The same question as the gate's, told in the same words. */
export async function findVerdicts(
  db: Db,
  subject: Subject,
  environments: readonly Environment[],
  urls: Urls,
): Promise<DeployVerdict[]> {
  const verdicts: DeployVerdict[] = [];
  for (const environment of environments) {
    const { decision, considered } = await queryMatrix(db, deployQuery(subject, { environment: environment.name }));
    const rows = considered.map((row) => seen(row, urls));
    const reasons = decision.reasons.map((reason) =>
      told(describeReason(reason), reasonSeverity(reason), subject, rows),
    );
    const warned =
      decision.deployable && rows.length === 0 ? [...reasons, nothingCheckedWarning(subject.pacticipant)] : reasons;
    const links = rows.flatMap(({ url }) => url ?? []);
    verdicts.push({ environment, verdict: verdictOf(decision.deployable), reasons: warned, links });
  }
  return verdicts;
}

type SeenRow = ReturnType<typeof seen>;

function seen(row: Row, urls: Urls) {
  const { consumer, provider, result } = row;
  return {
    ...{ consumer: consumer.name, consumerVersion: consumer.version.number },
    ...{ provider: provider.name, providerVersion: provider.version?.number ?? null },
    result: !result ? ('not verified' as const) : result.success ? ('verified' as const) : ('failed' as const),
    ...(result && { url: rowUrl(row, result.number, urls) }),
  };
}

function told(
  text: string,
  type: ExplainedReason['type'],
  subject: Subject,
  rows: readonly SeenRow[],
): ExplainedReason {
  const next = type === 'success' ? undefined : nextStep(text, subject, rows);
  return { type, text: text.replace(/^WARN: /, ''), ...(next && { next }) };
}
