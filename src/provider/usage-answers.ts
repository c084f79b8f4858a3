/**
 * The answers to usage interactions: the same for every provider, beside what it answers otherwise. The text is what the official verifier
 * compares; the findings hold the numbers of parts, to which each pact has locations of its own.
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

/** The provider, which also answers usage interactions. Without a judge it has no Python API that could be asked. */
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

/** A provider of which nothing else is known. */
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

/** What is undetermined never matches: whether the pact fails for another reason decides what it means. */
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

/** The failures, after where the class comes from when that explains them. */
function sentencesOf({ module, name }: Use, { home }: UseResult, failures: readonly Failure[]): string[] {
  const replaced = home !== undefined && failures.length > 0 ? [`${name ?? module} is ${home}`] : [];
  return [...replaced, ...new Set(failures.map(({ text }) => text))];
}
