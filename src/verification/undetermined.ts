import { ContractError } from '../config/errors.ts';
import { messageKey } from './message-key.ts';
import type { WrittenMessages } from './messages.ts';
import type { PactToVerify } from './pact-to-verify.ts';

/**
 * Throws if no use of a pact fails and one is unknown: the pact's result is then unknown, and must not be recorded as a success or a
 * failure. A pact with a failing use is a failure, even if other uses are unknown.
 * @throws ContractError USAGE_UNDETERMINED
 */
export function assertDetermined(pacts: readonly PactToVerify[], messages: WrittenMessages): void {
  const problems = pacts.flatMap(({ consumer, interactions }) => {
    const usages = interactions.flatMap(({ description, states }) => {
      const usage = messages.get(messageKey(description, states))?.usage;
      return usage ? [usage] : [];
    });
    const fails = usages.some(({ result }) => result.failures.some(({ required }) => required));
    const unknown = usages.flatMap(({ undetermined }) => (undetermined === undefined ? [] : [undetermined]));
    return fails ? [] : unknown.map((text) => `${text} (${consumer})`);
  });
  if (problems.length > 0) throw new ContractError('USAGE_UNDETERMINED', listed(problems));
}

/** The most reasons that the error lists. */
const MAX_LISTED = 20;

function listed(problems: readonly string[]): string {
  const more = problems.length - MAX_LISTED;
  const lines = problems.slice(0, MAX_LISTED).map((problem) => `\n- ${problem}`);
  return `${lines.join('')}${more > 0 ? `\n- and ${more} more` : ''}`;
}
