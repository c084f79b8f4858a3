import { type Config, loadConfig, secretsIn } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';
import { command, commandStart } from '../text/command.ts';
import { answerQuestions } from '../verification/answer-questions.ts';
import { writeAnswers } from '../verification/answers-file.ts';
import { readQuestions } from '../verification/questions-file.ts';
import { choiceOf, providerOptions } from './support/provider-options.ts';
import { defineCommand } from './support/run-command.ts';
import { startProvider } from './support/start-provider.ts';

const options = {
  ...providerOptions,
  questions: {
    value: '<file>',
    required: true,
    description: 'what the pacts ask, as pact:verify --questions has written it',
  },
  out: { value: '<file>', required: true, description: 'the file of answers, for pact:verify --answers' },
} as const;

export const run = defineCommand(
  {
    usage: commandStart('provider:answers'),
    summary:
      'Installs a provider, asks it what the pacts ask, and writes its answers into a file. Runs where no secret is set.',
    options,
    examples: [command('provider:answers', { 'core-ref': '1.4.61', questions: 'questions.json', out: 'answers.json' })],
  },
  async (values) => {
    const config = loadConfig();
    assertNoSecrets(config);
    const questions = readQuestions(values.questions, values.provider);
    const provider = await startProvider(choiceOf(values), config, values.json ? console.error : console.log);
    try {
      const file = await answerQuestions(provider, questions);
      writeAnswers(values.out, file);
      const { name, version } = file.provider;
      if (values.json) console.log(JSON.stringify({ name, version, answers: file.answers.length, file: values.out }));
      else console.log(`${name} ${version} answered ${file.answers.length} questions: ${values.out}`);
      return 0;
    } finally {
      await provider.close();
    }
  },
);

/** @throws ContractError SECRETS_SET listing the variables */
function assertNoSecrets(config: Config): void {
  const names = secretsIn(config);
  if (names.length > 0) throw new ContractError('SECRETS_SET', names.join(', '));
}
