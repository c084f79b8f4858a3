import { ContractError } from '../config/errors.ts';
import type { ProviderRequest, ProviderUnderTest } from '../provider/provider-under-test.ts';
import { ProviderRefusalError } from '../provider/refusal.ts';
import type { AnswersFile, RecordedAnswer } from './answers-file.ts';
import { messageKey } from './message-key.ts';

/** What the answers must be of, as the verifying job was given it. */
export interface ExpectedProvider {
  readonly name: string;
  /** In words, e.g. `version 1.4.61`, `commit 3f2a…`. */
  readonly described: string;
  readonly isVersion: (version: string) => boolean;
}

/**
 * The provider that gives the recorded answers. Its code does not run.
 * @throws ContractError ANSWERS_OF_ANOTHER_PROVIDER; ANSWERS_UNREADABLE when a question is answered twice
 */
export function recordedProvider({ provider, answers }: AnswersFile, expected: ExpectedProvider): ProviderUnderTest {
  assertAnswersOf(expected, provider);
  const byKey = new Map(answers.map((one) => [messageKey(one.description, one.states), one]));
  if (byKey.size !== answers.length)
    throw new ContractError('ANSWERS_UNREADABLE', 'a question of the file has two answers');
  return {
    ...provider,
    requestFor: (description, states) => {
      const recorded = byKey.get(messageKey(description, states));
      if (!recorded) return { problem: `"${description}" ${JSON.stringify(states)}`, unanswered: true };
      return 'problem' in recorded ? recorded : recordedRequest(recorded);
    },
    close: async () => undefined,
  };
}

/** @throws ContractError ANSWERS_OF_ANOTHER_PROVIDER */
export function assertAnswersOf(expected: ExpectedProvider, { name, version }: AnswersFile['provider']): void {
  if (name !== expected.name)
    throw new ContractError('ANSWERS_OF_ANOTHER_PROVIDER', `they are those of ${name}, not of ${expected.name}`);
  if (!expected.isVersion(version))
    throw new ContractError(
      'ANSWERS_OF_ANOTHER_PROVIDER',
      `they are those of ${name} ${version}, not of ${expected.described}`,
    );
}

function recordedRequest(recorded: Exclude<RecordedAnswer, { problem: string }>): ProviderRequest {
  return {
    subject: recorded.subject,
    answer: async () => {
      if ('answer' in recorded) return recorded.answer;
      throw ProviderRefusalError.recorded(recorded.refusal.code, recorded.refusal.details);
    },
  };
}
