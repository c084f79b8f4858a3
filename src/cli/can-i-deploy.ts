import { openOfflineBroker } from '../broker/copies/offline-broker.ts';
import type { BrokerAccess } from '../broker-client/client.ts';
import { appendSummary } from '../ci/job-summary.ts';
import { loadConfig } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';
import { canIDeploy, type RetryOptions } from '../gate/can-i-deploy.ts';
import { assertNotOlderThan, describeCopy, presentCopy } from '../gate/offline-copy.ts';
import type { Question } from '../gate/question.ts';
import { verdictMarkdown, verdictReport } from '../gate/report.ts';
import { requireResult } from '../gate/require-result.ts';
import type { Verdict } from '../gate/verdict.ts';
import { command, commandStart } from '../text/command.ts';
import { escapeMarkdown } from '../text/markdown.ts';
import { commentOf, commentOptions } from './support/comment-verdict.ts';
import { defineCommand, durationMs, parseWholeNumber, type Values } from './support/run-command.ts';
import { withExistingBroker, withLastingLinks } from './support/with-broker.ts';

export const options = {
  pacticipant: { value: '<name>', required: true, description: 'pacticipant to deploy' },
  version: { value: '<version>', description: 'its version' },
  'main-branch': { description: 'its latest version from the main branch, instead of --version' },
  'to-environment': { value: '<name>', description: 'environment to deploy to' },
  to: { value: '<tag>', description: 'tag that stands for an environment, instead of --to-environment' },
  'to-main-branches': { description: 'ask instead whether it is compatible with the main branches (before a merge)' },
  ignore: {
    value: '<name>',
    multiple: true,
    description: 'pacticipant whose results are ignored; may be repeated',
  },
  offline: {
    value: '<file>',
    description: 'ask a copy of a broker (a SQLite file) instead, without a network; the file is not changed',
  },
  'max-age': { value: '<duration>', description: 'refuse a copy that is older: 90m, 24h, 7d' },
  'require-result': {
    description:
      'a yes needs at least one result when the pacticipant has an integration: an empty environment is then unknown',
  },
  'retry-while-unknown': {
    value: '<times>',
    default: '0',
    description: 'number of retries while a result is missing',
  },
  'retry-interval': { value: '<seconds>', default: '10', description: 'time between two retries' },
  ...commentOptions,
} as const;

type Options = Values<typeof options>;

const release = { pacticipant: 'market-data-core', version: '1.1.0', 'to-environment': 'production' };

export const run = defineCommand(
  {
    usage: commandStart('can-i-deploy'),
    isGate: true,
    summary: 'Asks the Pact Broker whether a version may be deployed. Only a definite yes is a 0.',
    options,
    examples: [
      command('can-i-deploy', release),
      command('can-i-deploy', { offline: 'copy.sqlite', 'max-age': '24h', ...release }),
      command('can-i-merge', { pacticipant: 'market_data_pipeline', version: '3f2a91c' }),
    ],
  },
  printVerdict,
);

/** Queries the broker, prints the verdict, and writes it to the job summary and, with --comment-pr, to a pull request. */
export async function printVerdict(options: Options): Promise<0 | 1 | 2> {
  const { pacticipant, ignore } = options;
  const question: Question = { pacticipant, ignore, version: versionOf(options), to: targetOf(options) };
  if (options.offline) return printOfflineVerdict(options.offline, question, options);
  if (options.maxAge) throw new ContractError('USAGE', '--max-age requires --offline: a broker is always up to date');
  const config = loadConfig();
  const comment = await commentOf(options, question, config);
  const retry = {
    retries: parseWholeNumber('retry-while-unknown', options.retryWhileUnknown),
    intervalMs: 1000 * parseWholeNumber('retry-interval', options.retryInterval),
    onWait: (retriesLeft: number) => console.error(`still unknown; retrying (${retriesLeft} retries left)`),
  };
  return withExistingBroker(config, async (broker) => {
    const verdict = await findGateVerdict(broker.access, question, options, retry);
    console.log(withLastingLinks(options.json ? JSON.stringify(verdict) : verdictReport(question, verdict), broker));
    const summary = withLastingLinks(verdictMarkdown(question, verdict), broker);
    appendSummary(config.GITHUB_STEP_SUMMARY, summary);
    const problem = await comment?.(question, summary, broker.access).catch(commentProblem);
    if (problem) console.error(`not commented: ${problem.message}\n  ${problem.hint}`);
    if (verdict.deployable !== true) return 1;
    return problem ? 2 : 0;
  });
}

async function findGateVerdict(
  access: BrokerAccess,
  question: Question,
  options: Options,
  retry?: RetryOptions,
): Promise<Verdict> {
  const verdict = await canIDeploy(access, question, retry);
  return options.requireResult ? requireResult(access, question.pacticipant, verdict) : verdict;
}

/** A comment that cannot be written does not change the verdict. */
function commentProblem(error: unknown): ContractError {
  if (error instanceof ContractError) return error;
  throw error;
}

/** The same for an offline copy of the broker. The verdict also states the age of the copy. */
async function printOfflineVerdict(file: string, question: Question, options: Options): Promise<0 | 1> {
  if (options.commentPr)
    throw new ContractError('USAGE', '--comment-pr requires a broker and cannot be given with --offline');
  const maxAgeMs = options.maxAge ? durationMs('max-age', options.maxAge) : Number.POSITIVE_INFINITY;
  const { access, close, ...copy } = await openOfflineBroker(file);
  try {
    const now = new Date();
    assertNotOlderThan(maxAgeMs, copy, now);
    const verdict = await findGateVerdict(access, question, options);
    const age = `Offline verdict: ${describeCopy(copy, now)}.`;
    const withAge = (sentence: string, text: string) =>
      withLastingLinks(`${sentence}\n\n${text}`, { access, embedded: true });
    if (options.json) console.log(JSON.stringify({ ...verdict, offline: presentCopy(copy, now) }));
    else console.log(withAge(age, verdictReport(question, verdict)));
    appendSummary(loadConfig().GITHUB_STEP_SUMMARY, withAge(escapeMarkdown(age), verdictMarkdown(question, verdict)));
    return verdict.deployable === true ? 0 : 1;
  } finally {
    await close();
  }
}

function versionOf({ version, mainBranch }: Options): string | undefined {
  if (Boolean(version) !== mainBranch) return version;
  throw new ContractError('USAGE', 'give either --version or --main-branch');
}

function targetOf({ to: tag, toEnvironment: environment, toMainBranches }: Options): Question['to'] {
  const targets: Question['to'][] = [
    ...(environment ? [{ environment }] : []),
    ...(tag ? [{ tag }] : []),
    ...(toMainBranches ? ['main branches' as const] : []),
  ];
  const [target] = targets;
  if (target && targets.length === 1) return target;
  throw new ContractError('USAGE', 'give one of --to-environment, --to and --to-main-branches');
}
