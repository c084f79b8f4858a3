import { type BrokerAccess, BrokerClient } from '../../broker-client/client.ts';
import type { Config } from '../../config/config.ts';
import { ContractError } from '../../config/errors.ts';
import { provider } from '../../contracts/interactions.ts';
import { coreAccess } from '../../fanout/github-access.ts';
import { parseRepository } from '../../fanout/target.ts';
import { type Question, targetOf } from '../../gate/question.ts';
import { escapeMarkdown } from '../../text/markdown.ts';
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
} as const;

/** Writes the verdict to the comment. The modules for GitHub and the impact are loaded when it is called. */
export type Comment = (question: Question, text: string, access: BrokerAccess) => Promise<void>;

/**
 * The comment that the options request; undefined without --comment-pr.
 * @throws ContractError USAGE, GITHUB_TOKEN_MISSING
 */
export function commentOf(values: Values<typeof commentOptions>, config: Config): Comment | undefined {
  const { commentPr: pr, commentRepository, coreRef: ref } = values;
  const where = commentRepository ?? config.GITHUB_REPOSITORY;
  if (!pr && (ref || commentRepository)) throw new ContractError('USAGE', '--comment-pr <number> is missing');
  if (!pr) return undefined;
  if (!where) throw new ContractError('USAGE', 'give --comment-repository <owner/repo>: GITHUB_REPOSITORY is not set');
  const repository = parseRepository('comment-repository', where);
  const number = parseWholeNumber('comment-pr', pr);
  const gitHubAccess = coreAccess(config);
  return async (question, text, access) => {
    const [{ connectGitHub }, { upsertComment }] = await Promise.all([
      import('../../fanout/github.ts'),
      import('../../fanout/pull-request-comment.ts'),
    ]);
    const impact = ref ? await impactText(ref, config, access) : '';
    const marker = `can-i-deploy ${question.pacticipant} ${targetOf(question)}`;
    await upsertComment(connectGitHub(gitHubAccess), repository, { number, marker, text: `${text}\n${impact}` });
  };
}

/** The impact of core at a ref, or why it is unknown. */
async function impactText(ref: string, config: Config, access: BrokerAccess): Promise<string> {
  const [{ findPactsInForce }, { findCoreImpact }, { impactMarkdown }] = await Promise.all([
    import('../../impact/pacts-in-force.ts'),
    import('./core-impact.ts'),
    import('../../impact/schema/impact-report.ts'),
  ]);
  try {
    const pacts = await findPactsInForce(new BrokerClient(access), provider);
    const { findings, subject } = await findCoreImpact(pacts, config, { ref, logProgress: console.error });
    return impactMarkdown(findings, subject);
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return `${escapeMarkdown(`What ${ref} would break is unknown: ${error.message}`)}\n`;
  }
}
