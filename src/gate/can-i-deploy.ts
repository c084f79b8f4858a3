import { type BrokerAccess, BrokerClient } from '../broker-client/client.ts';
import { ContractError, withoutCredentials } from '../config/errors.ts';
import { parseMatrix } from './matrix-response.ts';
import { type Question, questionPath } from './question.ts';
import { parseVerdict, refusedVerdict, type Verdict } from './verdict.ts';

/** Retries while the verdict is unknown, because a verification may still be running. */
export interface RetryOptions {
  readonly retries: number;
  readonly intervalMs: number;
  /** Called before each wait. */
  readonly onWait?: (retriesLeft: number) => void;
}

/**
 * Queries the broker whether a version may be deployed. For an unknown pacticipant or environment the verdict is `unknown`.
 * @throws ContractError BROKER_UNREACHABLE, BROKER_UNAUTHORIZED, BROKER_FAILED, BROKER_NOT_HAL
 */
export async function canIDeploy(
  access: BrokerAccess,
  question: Question,
  retry: RetryOptions = { retries: 0, intervalMs: 0 },
): Promise<Verdict> {
  const verdict = await requestVerdict(access, question);
  if (verdict.summary?.deployable !== null || retry.retries === 0) return verdict;
  retry.onWait?.(retry.retries);
  await new Promise((resolve) => setTimeout(resolve, retry.intervalMs));
  return canIDeploy(access, question, { ...retry, retries: retry.retries - 1 });
}

async function requestVerdict(access: BrokerAccess, question: Question): Promise<Verdict> {
  const url = withoutCredentials(access.url);
  try {
    const matrix = await new BrokerClient(access).find(questionPath(question));
    if (!matrix) throw new ContractError('BROKER_NOT_HAL', `${url}/matrix`);
    return parseVerdict(question, parseMatrix(matrix, url));
  } catch (error) {
    if (error instanceof ContractError && error.code === 'BROKER_REFUSED')
      return refusedVerdict(question, error.subject);
    throw error;
  }
}
