/**
 * The provider's answers in a file, so that its code runs in a job without secrets, and a job with the broker's credentials verifies what
 * it answered. A process can read the environment of its parent when both belong to one user, and a process that is left running can read
 * that of every later step. So only a separate job keeps a secret from foreign code.
 *
 * Three steps, each with the least it needs: `pact:verify --questions` reads the pacts (with the broker's credentials, without the
 * provider), `provider:answers` asks the provider (without credentials, network or pacts), `pact:verify --answers` verifies and records
 * (without the provider's code). The answering job cannot fetch the pacts itself, because a broker that protects its pacts would need a
 * credential there; and it cannot answer everything that the provider knows, because the parameters of provider states and the uses come
 * from the pacts.
 *
 * The job that writes the file runs foreign code, so the file is not trusted: its provider and version must be those that the verifying job
 * was given, a question without an answer is an error, and every answer is compared by the official verifier.
 */
import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { absentOr } from '../config/absent-or.ts';
import { CoreSchemas } from '../provider/core-schemas.ts';
import { providerKinds } from '../provider/provider-under-test.ts';
import { RecordedRefusal } from '../provider/refusal.ts';
import { Use, UseResult } from '../usage/use.ts';
import { readJobFile } from './read-job-file.ts';

const Subject = z.union([
  z.strictObject({ kind: z.enum(['message', 'usage']), name: z.string() }),
  z.strictObject({ kind: z.literal('api') }),
]);

const Answer = z.strictObject({
  text: z.string(),
  metadata: absentOr(z.record(z.string(), z.string())),
  location: absentOr(z.string()),
  usage: absentOr(z.strictObject({ use: Use, result: UseResult, undetermined: absentOr(z.string()) })),
});

const question = {
  description: z.string(),
  states: z.array(z.strictObject({ name: z.string(), params: z.record(z.string(), z.unknown()) })),
};

/** The question and its outcome: an answer, a refusal, or why no answer could be requested. */
const RecordedAnswer = z.union([
  z.strictObject({ ...question, subject: Subject, answer: Answer }),
  z.strictObject({ ...question, subject: Subject, refusal: RecordedRefusal }),
  z.strictObject({ ...question, problem: z.string(), undetermined: absentOr(z.literal(true)) }),
]);
export type RecordedAnswer = z.infer<typeof RecordedAnswer>;

const AnswersFile = z.strictObject({
  format: z.literal(1),
  provider: z.strictObject({
    name: z.string().min(1),
    /** The version under which the result is recorded: a release number, or one that ends with the commit. */
    version: z.string().min(1),
    kind: z.enum(providerKinds),
    origin: z.string(),
    missingNames: z.array(z.string()),
  }),
  answers: z.array(RecordedAnswer),
  /** For core: what a comparison of its classes with the pacts needs, or why it is unknown. */
  schemas: absentOr(z.union([CoreSchemas, z.strictObject({ problem: z.string() })])),
});
export type AnswersFile = z.infer<typeof AnswersFile>;

export function writeAnswers(path: string, file: AnswersFile): void {
  writeFileSync(path, `${JSON.stringify(file, undefined, 2)}\n`);
}

/** @throws ContractError ANSWERS_UNREADABLE */
export function readAnswers(path: string): AnswersFile {
  return readJobFile(path, AnswersFile, 'ANSWERS_UNREADABLE');
}
