import { type BrokerAccess, BrokerClient } from '../broker-client/client.ts';
import { ContractError, withoutCredentials } from '../config/errors.ts';
import { assertSupportsYes } from './consistency.ts';
import { parseMatrix } from './matrix-response.ts';
import { type Question, questionPath } from './question.ts';
import { withSuggestions } from './similar-names.ts';
import { parseVerdict, type Verdict, verdictOfRejectedQuery } from './verdict.ts';

/** Retries while the verdict is unknown, because a verification may still be running. */
export interface RetryOptions {
  readonly retries: number;
  readonly intervalMs: number;
  /** Called before each wait. */
  readonly onWait?: (retriesLeft: number) => void;
}

/**
 * Requests from the broker whether a version may be deployed. For an unknown pacticipant or environment the verdict is `unknown`.
 * @throws ContractError BROKER_UNREACHABLE, BROKER_UNAUTHORIZED, BROKER_CREDENTIALS_REJECTED, BROKER_FORBIDDEN, BROKER_FAILED, BROKER_NOT_HAL; BROKER_CONTRADICTION
 *   for a response that contradicts itself, BROKER_OUTDATED for a cached one
 */
export async function canIDeploy(
  access: BrokerAccess,
  question: Question,
  retry: RetryOptions = { retries: 0, intervalMs: 0 },
): Promise<Verdict> {
  const verdict = await requestVerdict(access, question);
  if (verdict.summary === null || verdict.verdict !== 'unknown' || retry.retries === 0) return verdict;
  retry.onWait?.(retry.retries);
  await new Promise((resolve) => setTimeout(resolve, retry.intervalMs));
  return canIDeploy(access, question, { ...retry, retries: retry.retries - 1 });
}

async function requestVerdict(access: BrokerAccess, question: Question): Promise<Verdict> {
  const url = withoutCredentials(access.url);
  try {
    const matrix = await new BrokerClient(access).getCurrent(questionPath(question)).catch(throwNotABroker(url));
    const response = parseMatrix(matrix, url);
    assertSupportsYes(response, question, url);
    return parseVerdict(question, response);
  } catch (error) {
    if (error instanceof ContractError && error.code === 'BROKER_REFUSED')
      return withSuggestions(access, question, verdictOfRejectedQuery(question, error.subject));
    throw error;
  }
}

/** A 404 for the matrix means that the URL is not that of a Pact Broker. */
function throwNotABroker(url: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof ContractError && error.code === 'NOT_FOUND')
      throw new ContractError('BROKER_NOT_HAL', `${url}/matrix`, { cause: error });
    throw error;
  };
}
