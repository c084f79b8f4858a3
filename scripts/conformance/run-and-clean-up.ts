import { ContractError, withoutCredentials } from '../../src/config/errors.ts';
import { assertNamesAreFree, removeScenarioData } from './clean-up.ts';
import { sendRequest } from './http.ts';
import type { Exchange } from './normalise.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { runScenario, type Target } from './run.ts';
import type { Scenario } from './scenario.ts';

/**
 * Runs a scenario against a broker that others may use, and removes what it created. `clean` first removes existing data with its names;
 * without it, existing data is an error.
 */
export async function runAndCleanUp(target: Target, scenario: Scenario, clean: boolean): Promise<Exchange[]> {
  const receiver = await startReceiver();
  try {
    return await runBetweenCleanUps(target, scenario, receiver, clean);
  } catch (error) {
    throw await explainFailure(target, error);
  } finally {
    await receiver.close();
  }
}

async function runBetweenCleanUps(
  target: Target,
  scenario: Scenario,
  receiver: Receiver,
  clean: boolean,
): Promise<Exchange[]> {
  await (clean ? removeScenarioData : assertNamesAreFree)(target, scenario);
  try {
    return await runScenario(target, scenario, receiver);
  } finally {
    await removeScenarioData(target, scenario);
  }
}

async function explainFailure({ url }: Target, error: unknown): Promise<unknown> {
  if (error instanceof ContractError) return error;
  const question = { method: 'GET', path: '/', headers: {}, body: undefined };
  const answer = await sendRequest(url, question).catch(() => undefined);
  return answer ? error : new ContractError('BROKER_UNREACHABLE', withoutCredentials(url), { cause: error });
}
