import { type BrokerAccess, BrokerClient } from '../broker-client/client.ts';
import { ContractError, withoutCredentials } from '../config/errors.ts';
import { readMatrix } from './matrix-answer.ts';
import { type Question, questionPath } from './question.ts';
import { judge, refused, type Verdict } from './verdict.ts';

/** How often, and at which interval, to retry while the verdict is unknown: a verification may be running. */
export interface RetryOptions {
  readonly retries: number;
  readonly intervalMs: number;
  /** Called before each wait. */
  readonly waiting?: (retriesLeft: number) => void;
}

/**
 * Asks the broker whether a version may be deployed. An unknown pacticipant or environment is an
 * "unknown", not an error.
 * @throws ContractError when the broker cannot be asked: BROKER_UNREACHABLE, BROKER_UNAUTHORIZED, BROKER_FAILED, BROKER_NOT_HAL
 */
export async function canIDeploy(
  access: BrokerAccess,
  question: Question,
  patience: RetryOptions = { retries: 0, intervalMs: 0 },
): Promise<Verdict> {
  const verdict = await ask(access, question);
  if (verdict.summary?.deployable !== null || patience.retries === 0) return verdict;
  patience.waiting?.(patience.retries);
  await new Promise((resolve) => setTimeout(resolve, patience.intervalMs));
  return canIDeploy(access, question, { ...patience, retries: patience.retries - 1 });
}

async function ask(access: BrokerAccess, question: Question): Promise<Verdict> {
  const url = withoutCredentials(access.url);
  try {
    return judge(question, readMatrix(await new BrokerClient(access).get(questionPath(question)), url));
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    if (error.code === 'BROKER_REFUSED') return refused(question, error.subject);
    if (error.code === 'NOT_FOUND') throw new ContractError('BROKER_NOT_HAL', `${url}/matrix`, { cause: error });
    throw error;
  }
}
