import { command } from '../../text/command.ts';
import type { ErrorEntries } from './entry.ts';

/** The provider's answers in a file: written in one job, verified in another. */
export const answersErrors = {
  SECRETS_SET: {
    exit: 2,
    message: (names) => `${names} could be read by the provider's code, which runs as the same user`,
    hint: `Unset these variables, in the environment and in .env, and verify the answers in a job that has the variables: ${command('pact:verify', { answers: '<file>' })}.`,
  },
  QUESTIONS_UNREADABLE: {
    exit: 2,
    message: (what) => `a file of questions cannot be read: ${what}`,
    hint: `Write it where the Pact Broker is configured: ${command('pact:verify', { questions: '<file>' })}.`,
  },
  ANSWERS_UNREADABLE: {
    exit: 2,
    message: (what) => `a file of answers cannot be read: ${what}`,
    hint: `Write it again: ${command('provider:answers', { 'provider-ref': '<ref>', questions: '<file>', out: '<file>' })}.`,
  },
  ANSWERS_OF_ANOTHER_PROVIDER: {
    exit: 2,
    message: (what) => `the answers are not those of the provider to verify: ${what}`,
    hint: `Answer with the provider and version that is to be verified: ${command('provider:answers', { 'provider-ref': '<ref>', questions: '<file>', out: '<file>' })}.`,
  },
  SCHEMAS_MISSING: {
    exit: 2,
    message: (what) => `a file of answers has no schemas of core: ${what}`,
    hint: `Write it again with core in Python: ${command('provider:answers', { 'core-ref': '<ref>', questions: '<file>', out: '<file>' })}.`,
  },
  ANSWERS_INCOMPLETE: {
    exit: 2,
    message: (questions) => `the file of answers lacks an answer to:\n${questions}`,
    hint: `The pacts have changed since the questions were written. Write both files again: ${command('pact:verify', { questions: '<file>' })}, then ${command('provider:answers', { 'provider-ref': '<ref>', questions: '<file>', out: '<file>' })}.`,
  },
} as const satisfies ErrorEntries;
