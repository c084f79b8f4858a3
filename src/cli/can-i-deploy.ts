import { openOffline } from '../broker/copies/offline-broker.ts';
import { appendSummary } from '../ci/job-summary.ts';
import { loadConfig } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';
import { canIDeploy } from '../gate/can-i-deploy.ts';
import { copyAsData, refuseOlderThan, tellCopy } from '../gate/offline-copy.ts';
import type { Question } from '../gate/question.ts';
import { report, summaryMarkdown } from '../gate/report.ts';
import { commandStart } from '../text/command.ts';
import { durationMs, runCommand, type Values, wholeNumber } from './support/command.ts';
import { commentOf, commentOptions } from './support/comment-verdict.ts';
import { lasting, withBroker } from './support/with-broker.ts';

const definition = {
  usage: commandStart('can-i-deploy'),
  summary: 'Asks the Pact Broker whether a version may go somewhere. 0 only for a definite yes, 1 for no or unknown.',
  options: {
    pacticipant: { value: '<name>', required: true, description: 'who is to go there' },
    version: { value: '<version>', description: 'which version of it' },
    'main-branch': { description: 'the latest version of its main branch, instead of --version' },
    'to-environment': { value: '<name>', description: 'where to' },
    to: { value: '<tag>', description: 'where to, for those who mark environments by tags' },
    'to-main-branches': { description: 'instead: may it be merged, beside the main branches of all that it talks to?' },
    ignore: {
      value: '<name>',
      multiple: true,
      description: 'a pacticipant whose results do not count; may be repeated',
    },
    offline: {
      value: '<file>',
      description: 'ask a copy of a broker instead (a SQLite file), without a network and without changing it',
    },
    'max-age': { value: '<time>', description: 'do not ask a copy that is older: 90m, 24h, 7d' },
    'retry-while-unknown': {
      value: '<times>',
      default: '0',
      description: 'ask again so often while a result is missing',
    },
    'retry-interval': { value: '<seconds>', default: '10', description: 'time between these' },
    ...commentOptions,
  },
  examples: [
    `${commandStart('can-i-deploy')} --pacticipant market-data-core --version 1.1.0 --to-environment production`,
    `${commandStart('can-i-deploy')} --offline copy.sqlite --max-age 24h --pacticipant market-data-core --version 1.1.0 --to-environment production`,
    `${commandStart('can-i-merge')} --pacticipant market_data_pipeline --version 3f2a91c`,
  ],
} as const;

await runCommand(definition, async (options) => {
  const question = { ...options, version: version(options), to: target(options) };
  if (options.offline && options['comment-pr'])
    throw new ContractError('USAGE', '--comment-pr goes with a broker, not with --offline');
  if (options.offline) return askCopy(options.offline, question, options);
  if (options['max-age'])
    throw new ContractError('USAGE', '--max-age goes with --offline: a broker itself is never old');
  const config = loadConfig();
  const comment = commentOf(options, config);
  const patience = {
    retries: wholeNumber('retry-while-unknown', options['retry-while-unknown']),
    intervalMs: 1000 * wholeNumber('retry-interval', options['retry-interval']),
    waiting: (left: number) => console.error(`unknown so far; asking again (${left} left)`),
  };
  return withBroker(config, async (broker) => {
    const verdict = await canIDeploy(broker.access, question, patience);
    console.log(lasting(options.json ? JSON.stringify(verdict) : report(question, verdict), broker));
    const summary = lasting(summaryMarkdown(question, verdict), broker);
    appendSummary(config.GITHUB_STEP_SUMMARY, summary);
    const problem = await comment?.(question, summary, broker.access).catch(commentProblem);
    if (problem) console.error(`not commented: ${problem.message}\n  ${problem.hint}`);
    if (verdict.deployable !== true) return 1;
    return problem ? 2 : 0;
  });
});

/** A comment that could not be written does not take back the verdict. */
function commentProblem(error: unknown): ContractError {
  if (error instanceof ContractError) return error;
  throw error;
}

type Options = Values<typeof definition.options>;

/** The same question, words and exit codes, with the age of what is asked. */
async function askCopy(file: string, question: Question, options: Options): Promise<0 | 1> {
  const maxAgeMs = options['max-age'] ? durationMs('max-age', options['max-age']) : Number.POSITIVE_INFINITY;
  const { access, close, ...copy } = await openOffline(file);
  try {
    const now = new Date();
    refuseOlderThan(maxAgeMs, copy, now);
    const verdict = await canIDeploy(access, question);
    const age = `Asked offline: ${tellCopy(copy, now)}.`;
    const told = (text: string) => lasting(`${age}\n\n${text}`, { access, embedded: true });
    if (options.json) console.log(JSON.stringify({ ...verdict, offline: copyAsData(copy, now) }));
    else console.log(told(report(question, verdict)));
    appendSummary(loadConfig().GITHUB_STEP_SUMMARY, told(summaryMarkdown(question, verdict)));
    return verdict.deployable === true ? 0 : 1;
  } finally {
    await close();
  }
}

function version({ version: given, 'main-branch': newest }: Options): string | undefined {
  if (Boolean(given) !== newest) return given;
  throw new ContractError('USAGE', 'give either --version or --main-branch');
}

function target({ to: tag, 'to-environment': environment, 'to-main-branches': merge }: Options): Question['to'] {
  const given: Question['to'][] = [
    ...(environment ? [{ environment }] : []),
    ...(tag ? [{ tag }] : []),
    ...(merge ? ['main branches' as const] : []),
  ];
  const [to] = given;
  if (to && given.length === 1) return to;
  throw new ContractError('USAGE', 'give one of --to-environment, --to and --to-main-branches');
}
