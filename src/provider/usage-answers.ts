/**
 * The answers to usage interactions. They are the same for every provider, in addition to its other answers. The official verifier
 * compares the text; the findings contain part numbers, which each pact maps to its own locations.
 */
import { USAGE_STATE } from '../pact/usage-part.ts';
import { fullName } from '../usage/describe-part.ts';
import { readUsageQuestion, type UsageQuestion, usageAnswer } from '../usage/pact.ts';
import { numberParts } from '../usage/parts.ts';
import type { UsageJudge } from '../usage/usage-judge.ts';
import type { Failure, Use, UseResult } from '../usage/use.ts';
import type {
  ProviderAnswer,
  ProviderRequest,
  ProviderState,
  ProviderUnderTest,
  UnhandledInteraction,
} from './provider-under-test.ts';

export interface UsageAnswerOptions {
  /** Optional uses fail too. */
  readonly strict?: boolean | undefined;
}

/** The provider with answers to usage interactions added. Without a judge there are none, because it has no Python API. */
export function withUsage(
  provider: ProviderUnderTest,
  judge: UsageJudge | undefined,
  { strict = false }: UsageAnswerOptions = {},
): ProviderUnderTest {
  return {
    ...provider,
    requestFor: (description, states) => {
      const state = states.find(({ name }) => name === USAGE_STATE);
      if (!state) return provider.requestFor(description, states);
      if (!judge)
        return { problem: `"${description}": the ${provider.kind} model has no Python API`, undetermined: true };
      return usageRequest(description, state, judge, strict);
    },
    close: async () => {
      await judge?.close();
      await provider.close();
    },
  };
}

/** A provider that answers usage interactions only. */
export function usageOnly(provider: Omit<ProviderUnderTest, 'requestFor' | 'missingNames'>): ProviderUnderTest {
  const { name } = provider;
  const problem = (text: string) =>
    `"${text}": ${name} can be asked what consumers use of its Python API, and nothing else`;
  return { ...provider, missingNames: [], requestFor: (description) => ({ problem: problem(description) }) };
}

function usageRequest(
  description: string,
  { params }: ProviderState,
  judge: UsageJudge,
  strict: boolean,
): ProviderRequest | UnhandledInteraction {
  const question = readUsageQuestion(params);
  if (!question)
    return { problem: `"${description}": the use in its provider state cannot be read`, undetermined: true };
  return {
    subject: { kind: 'usage', name: fullName(question.use) },
    answer: () => answerUsageQuestion(description, question, judge, strict),
  };
}

/** The answer to an undetermined use never matches. The pact's result is then unknown, or a failure if another interaction fails. */
async function answerUsageQuestion(
  description: string,
  { use, extras }: UsageQuestion,
  judge: UsageJudge,
  strict: boolean,
): Promise<ProviderAnswer> {
  const result = await judge.judge(numberParts(use), extras);
  const failures = result.failures.filter(({ required }) => strict || required);
  const unknown = result.unknown.map(({ text }) => text).join('; ');
  if (failures.length === 0 && unknown !== '') {
    const undetermined = `${description}: ${unknown}`;
    return { text: JSON.stringify(usageAnswer(use, [undetermined])), usage: { use, result, undetermined } };
  }
  const text = JSON.stringify(usageAnswer(use, sentencesOf(use, result, failures)));
  return { text, usage: { use, result } };
}

/** The failures; if the class comes from another module now, the text begins with that. */
function sentencesOf({ module, name }: Use, { home }: UseResult, failures: readonly Failure[]): string[] {
  const replaced = home !== undefined && failures.length > 0 ? [`${name ?? module} is ${home}`] : [];
  return [...replaced, ...new Set(failures.map(({ text }) => text))];
}
