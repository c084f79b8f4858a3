import { type BrokerAccess, BrokerClient } from '../../broker-client/client.ts';
import type { Config } from '../../config/config.ts';
import { ContractError } from '../../config/errors.ts';
import { provider } from '../../contracts/interactions.ts';
import { accessToCore } from '../../fanout/github-access.ts';
import { parseRepository } from '../../fanout/target.ts';
import { type Question, targetOf } from '../../gate/question.ts';
import type { PactInForce } from '../../impact/reliance.ts';
import { escapeMarkdown } from '../../text/markdown.ts';
import type { Impact } from './core-impact.ts';
import { loadGitHub } from './load-github.ts';
import { parseWholeNumber, type Values } from './run-command.ts';

export const commentOptions = {
  'comment-pr': {
    value: '<number>',
    description: 'write the verdict to a comment on this pull request, which later runs update',
  },
  'comment-repository': {
    value: '<owner/repo>',
    description: 'repository of the pull request (default: GITHUB_REPOSITORY)',
  },
  'core-ref': {
    value: '<ref>',
    description: 'with --comment-pr: add what this core would break, according to its schema',
  },
  answers: {
    value: '<file>',
    description: 'the same from the file that provider:answers has written for --version; no code of core runs',
  },
} as const;

/** Writes the verdict to the comment. The modules for GitHub and the impact are loaded when it is called. */
export type Comment = (question: Question, text: string, access: BrokerAccess) => Promise<void>;

/**
 * The comment that the options request; undefined without --comment-pr.
 * @throws ContractError USAGE, GITHUB_TOKEN_MISSING, ANSWERS_UNREADABLE, ANSWERS_OF_ANOTHER_PROVIDER, SCHEMAS_MISSING
 */
export async function commentOf(
  values: Values<typeof commentOptions>,
  asked: Question,
  config: Config,
): Promise<Comment | undefined> {
  const { commentPr: pr, commentRepository, coreRef: ref, answers } = values;
  const where = commentRepository ?? config.GITHUB_REPOSITORY;
  if (!pr && (ref || answers || commentRepository))
    throw new ContractError('USAGE', '--comment-pr <number> is missing');
  if (!pr) return undefined;
  if (!where) throw new ContractError('USAGE', 'give --comment-repository <owner/repo>: GITHUB_REPOSITORY is not set');
  const repository = parseRepository('comment-repository', where);
  const number = parseWholeNumber('comment-pr', pr);
  const gitHubAccess = accessToCore(config);
  const impact = await impactOf({ ref, answers }, asked, config);
  return async (question, text, access) => {
    const [{ connectGitHub }, { upsertComment }] = await Promise.all([
      loadGitHub(),
      import('../../fanout/pull-request-comment.ts'),
    ]);
    const marker = `can-i-deploy ${question.pacticipant} ${targetOf(question)}`;
    await upsertComment(connectGitHub(gitHubAccess), repository, {
      number,
      marker,
      text: `${text}\n${await impactText(impact, access)}`,
    });
  };
}

/** The core whose impact the comment lists. */
interface ImpactOfCore {
  readonly described: string;
  readonly find: (pacts: readonly PactInForce[]) => Promise<Impact>;
}

/** @throws ContractError USAGE, and what reading the answers throws */
async function impactOf(
  { ref, answers }: { readonly ref: string | undefined; readonly answers: string | undefined },
  { pacticipant, version }: Question,
  config: Config,
): Promise<ImpactOfCore | undefined> {
  if (answers === undefined) return ref === undefined ? undefined : impactOfRef(ref, config);
  if (ref !== undefined) throw new ContractError('USAGE', 'give either --core-ref or --answers');
  if (pacticipant !== provider || version === undefined)
    throw new ContractError('USAGE', `--answers needs --pacticipant ${provider} and --version`);
  const { readRecordedSchemas } = await import('./recorded-schemas.ts');
  const isVersion = (given: string) => given === version;
  const recorded = readRecordedSchemas(answers, { name: provider, described: version, isVersion });
  const { findRecordedImpact } = await import('./core-impact.ts');
  return { described: version, find: (pacts) => findRecordedImpact(pacts, recorded) };
}

function impactOfRef(ref: string, config: Config): ImpactOfCore {
  const find = async (pacts: readonly PactInForce[]) => {
    const { findCoreImpact } = await import('./core-impact.ts');
    return findCoreImpact(pacts, config, { ref, logProgress: console.error });
  };
  return { described: ref, find };
}

/** The impact, or why it is unknown. */
async function impactText(impact: ImpactOfCore | undefined, access: BrokerAccess): Promise<string> {
  if (!impact) return '';
  const [{ findPactsInForce }, { impactMarkdown }] = await Promise.all([
    import('../../impact/pacts-in-force.ts'),
    import('../../impact/schema/impact-report.ts'),
  ]);
  try {
    const { findings, subject } = await impact.find(await findPactsInForce(new BrokerClient(access), provider));
    return impactMarkdown(findings, subject);
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return `${escapeMarkdown(`What ${impact.described} would break is unknown: ${error.message}`)}\n`;
  }
}
