import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import type { ProviderState } from '../provider/provider-under-test.ts';
import { messageKey } from './message-key.ts';
import type { PactToVerify } from './pact-to-verify.ts';
import { readJobFile } from './read-job-file.ts';

/** What the pacts ask of the provider, without the pacts themselves. */
const QuestionsFile = z.strictObject({
  format: z.literal(1),
  /** The provider's name at the broker. */
  provider: z.string(),
  questions: z.array(
    z.strictObject({
      description: z.string(),
      states: z.array(z.strictObject({ name: z.string(), params: z.record(z.string(), z.unknown()) })),
    }),
  ),
});

/** One interaction as the provider sees it. */
export interface Question {
  readonly description: string;
  readonly states: readonly ProviderState[];
}

/** The question of each interaction, once. */
export function questionsOf(pacts: readonly PactToVerify[]): Question[] {
  const all = pacts.flatMap(({ interactions }) =>
    interactions.filter(({ problem }) => !problem).map(({ description, states }) => ({ description, states })),
  );
  return [...new Map(all.map((one) => [messageKey(one.description, one.states), one])).values()];
}

export function writeQuestions(path: string, provider: string, questions: readonly Question[]): void {
  writeFileSync(path, `${JSON.stringify({ format: 1, provider, questions }, undefined, 2)}\n`);
}

/** The questions to this provider. @throws ContractError QUESTIONS_UNREADABLE, also when they are for another provider */
export function readQuestions(path: string, provider: string): readonly Question[] {
  const file = readJobFile(path, QuestionsFile, 'QUESTIONS_UNREADABLE');
  if (file.provider === provider) return file.questions;
  throw new ContractError('QUESTIONS_UNREADABLE', `${path} is for ${file.provider}, not for ${provider}`);
}
