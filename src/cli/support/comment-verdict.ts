import { type BrokerAccess, BrokerClient } from '../../broker-client/client.ts';
import type { Config } from '../../config/config.ts';
import { ContractError } from '../../config/errors.ts';
import { provider } from '../../contracts/interactions.ts';
import { ownAccess } from '../../fanout/github-access.ts';
import { parseRepository } from '../../fanout/target.ts';
import { type Question, targetOf } from '../../gate/question.ts';
import { wholeNumber } from './command.ts';

export const commentOptions = {
  'comment-pr': { value: '<number>', description: 'keep one comment on this pull request up to date with the verdict' },
  'comment-repository': {
    value: '<owner/repo>',
    description: 'where the pull request is (default: GITHUB_REPOSITORY)',
  },
  'core-ref': { value: '<ref>', description: 'with --comment-pr: also say what this core would break, by its schema' },
} as const;

interface CommentChoice {
  readonly 'comment-pr': string | undefined;
  readonly 'comment-repository': string | undefined;
  readonly 'core-ref': string | undefined;
}

/** Writes the verdict into the comment; what only that needs is loaded then. */
export type Comment = (question: Question, text: string, access: BrokerAccess) => Promise<void>;

/**
 * The comment that the options ask for; none without --comment-pr.
 * @throws ContractError USAGE, GITHUB_TOKEN_MISSING
 */
export function commentOf(choice: CommentChoice, config: Config): Comment | undefined {
  const { 'comment-pr': pr, 'core-ref': ref } = choice;
  const where = choice['comment-repository'] ?? config.GITHUB_REPOSITORY;
  if (!pr && (ref || choice['comment-repository']))
    throw new ContractError('USAGE', '--comment-pr <number> is missing');
  if (!pr) return undefined;
  if (!where) throw new ContractError('USAGE', 'give --comment-repository <owner/repo>: GITHUB_REPOSITORY is not set');
  const repository = parseRepository('comment-repository', where);
  const number = wholeNumber('comment-pr', pr);
  const gitHubAccess = ownAccess(config);
  return async (question, text, access) => {
    const [{ connectGitHub }, { keepComment }] = await Promise.all([
      import('../../fanout/github.ts'),
      import('../../fanout/upsert-comment.ts'),
    ]);
    const impact = ref ? await impactText(ref, config, access) : '';
    const marker = `can-i-deploy ${question.pacticipant} ${targetOf(question)}`;
    await keepComment(connectGitHub(gitHubAccess), repository, { number, marker, text: `${text}\n${impact}` });
  };
}

/** The impact of core at a ref; where it cannot be told, why. */
async function impactText(ref: string, config: Config, access: BrokerAccess): Promise<string> {
  const [{ pactsInForce }, { coreImpact }, { impactMarkdown }] = await Promise.all([
    import('../../impact/pacts-in-force.ts'),
    import('./core-impact.ts'),
    import('../../impact/schema/impact-report.ts'),
  ]);
  try {
    const pacts = await pactsInForce(new BrokerClient(access), provider);
    const { findings, subject } = await coreImpact(pacts, config, { ref, say: (line) => console.error(line) });
    return impactMarkdown(findings, subject);
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return `What ${ref} would break cannot be told by its schema: ${error.message}\n`;
  }
}
