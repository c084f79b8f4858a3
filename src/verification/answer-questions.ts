import { ContractError } from '../config/errors.ts';
import type { ProviderUnderTest } from '../provider/provider-under-test.ts';
import { ProviderRefusalError } from '../provider/refusal.ts';
import type { AnswersFile, RecordedAnswer } from './answers-file.ts';
import type { Question } from './questions-file.ts';

/**
 * Asks the provider every question, and core for its schemas. A refusal is an answer; any other error ends the run, and there are no answers.
 * @throws ContractError with exit code 2 when it cannot be determined what the provider answers
 */
export async function answerQuestions(
  provider: ProviderUnderTest,
  questions: readonly Question[],
): Promise<AnswersFile> {
  const { name, version, kind, origin, missingNames } = provider;
  const answers: RecordedAnswer[] = [];
  for (const question of questions) answers.push(await answerQuestion(provider, question));
  const schemas = await provider.recordSchemas?.().catch(schemasProblem);
  const recorded = { name, version, kind, origin, missingNames: [...missingNames] };
  return { format: 1, provider: recorded, answers, ...(schemas && { schemas }) };
}

/** The verification does not need the schemas. */
function schemasProblem(error: unknown): { problem: string } {
  if (error instanceof ContractError) return { problem: error.message };
  throw error;
}

async function answerQuestion(provider: ProviderUnderTest, { description, states }: Question): Promise<RecordedAnswer> {
  const asked = { description, states: [...states] };
  const request = provider.requestFor(description, states);
  if ('problem' in request) return { ...asked, ...request };
  const { subject } = request;
  try {
    return { ...asked, subject, answer: await request.answer() };
  } catch (error) {
    if (!(error instanceof ProviderRefusalError)) throw error;
    return { ...asked, subject, refusal: { code: error.code, details: [...error.details] } };
  }
}
